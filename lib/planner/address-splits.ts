import { compareText } from "./compare-text.ts";
import type { MergeDecision } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { UserTable } from "./user-table.ts";

/**
 * Gives split people (rows) the addresses that their decisions name. One that anybody else has is given to none of
 * those who claim it: e-mail is unique, and only a person can tell whose it is.
 *
 * @param holderOf who else has an address in this plan.
 */
export function addressSplits(
  split: ReadonlySet<number>,
  users: UserTable,
  holderOf: (emailKey: string) => number | undefined,
  decided: ReadonlyMap<string, MergeDecision>,
  issues: IssueList,
): Map<number, string> {
  const claims = new Map<string, number[]>();
  for (const row of split) {
    const sourceId = users.sourceId(row);
    const emailKey = users.emailKey(row) ?? "";
    const decision = decided.get(emailKey);
    const given = decision?.action === "split" ? (decision.addresses[sourceId] ?? null) : null;
    const address = given === null ? null : normalizeEmail(given);
    if (address !== null) claims.set(address, [...(claims.get(address) ?? []), row]);
    else {
      issues.add({
        code: "split_without_address",
        kind: "users",
        sourceId,
        message: `User ${sourceId} is split off ${emailKey} and has no address of its own: nobody can sign in as this person until one is set.`,
        details: { email_key: emailKey },
      });
    }
  }
  const emails = new Map<number, string>();
  for (const [address, claimants] of claims) {
    const [row] = claimants;
    const holder = holderOf(address);
    if (row !== undefined && claimants.length === 1 && holder === undefined) {
      emails.set(row, address);
      continue;
    }
    const all = holder === undefined ? claimants : [holder, ...claimants];
    for (const claimant of claimants) {
      const sourceId = users.sourceId(claimant);
      const others = all.filter((other) => other !== claimant).map((other) => users.sourceId(other));
      issues.add({
        code: "split_address_taken",
        kind: "users",
        sourceId,
        message: `User ${sourceId} was given ${address}, which is also the address of ${others.sort(compareText).join(", ")}.`,
        details: { email_key: users.emailKey(claimant), address, taken_by: others },
      });
    }
  }
  return emails;
}
