import type { MergeOutcome, OutcomeMembership } from "@/components/merge/merge-outcome.ts";
import { shortId } from "@/components/merge/short-id.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";

/** More than these are counted instead of named. */
const namedAtMost = 3;

/** What a decision makes of a group, in sentences: who there is, where, and what is left out or missing. */
export function mergeConsequence(outcome: MergeOutcome): string[] {
  const { people, leftOut, fromUnverified, heldRows, decision } = outcome;
  const keeper = people.find((person) => !person.isSplit);
  const sentences: string[] = [];
  if (people.length > 1) {
    sentences.push(
      keeper
        ? `${countOf(people.length, "person", "people")}: ${keeper.name} keeps the address${withMemberships(keeper.memberships)}.`
        : `${countOf(people.length, "person", "people")}, none of whom keeps the address.`,
    );
  } else if (keeper) {
    const become = keeper.rows.length === 1 ? "row becomes" : "rows become";
    sentences.push(
      `${keeper.rows.length} ${become} one person in ${countOf(keeper.memberships.length, "organization")}.`,
    );
  }
  const apart = people.filter((one) => one.isSplit);
  for (const { sourceId, email, memberships } of apart.slice(0, namedAtMost)) {
    const signIn =
      email === null ? "nobody can sign in as this person until it has an address." : `signs in as ${email}.`;
    sentences.push(
      `${shortId(sourceId)} becomes a person of its own${withMemberships(memberships)}: ${signIn}`,
    );
  }
  const others = apart.slice(namedAtMost);
  if (others.length > 0) {
    const silent = others.filter((one) => one.email === null).length;
    sentences.push(
      `So ${others.length === 1 ? "does" : "do"} ${countOf(others.length, "more row")}, ${silent === 0 ? "each with an address" : `${silent} without an address`}.`,
    );
  }
  if (leftOut.length > 0) {
    sentences.push(
      `${decision === "undecided" ? "Left out until you decide" : "Left out"}: ${namesOf(leftOut)}.`,
    );
  } else if (heldRows.size > 0) {
    sentences.push("Nothing is left out: a verified row is in the same organizations, or there are none.");
  }
  if (heldRows.size === 0 && fromUnverified.length > 0) {
    sentences.push(`Only an unverified row brings ${namesOf(fromUnverified)}.`);
  }
  return sentences;
}

const withMemberships = (memberships: readonly OutcomeMembership[]) =>
  memberships.length > 0 ? `, in ${namesOf(memberships)}` : ", in no organization";

/** `Acme (admin), Globex (member) and 4 more`. */
function namesOf(memberships: readonly OutcomeMembership[]): string {
  const named = memberships
    .slice(0, namedAtMost)
    .map(({ organizationName, role }) => `${organizationName} (${role ?? "role to choose"})`);
  const more = memberships.length - named.length;
  if (more > 0) return `${named.join(", ")} and ${countOf(more, "more", "more")}`;
  const last = named.pop() ?? "";
  return named.length > 0 ? `${named.join(", ")} and ${last}` : last;
}
