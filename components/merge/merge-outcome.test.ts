import { describe, expect, it } from "vitest";
import { type MergeDecision, noDecisions } from "@/lib/planner/decisions.ts";
import { planMigration } from "@/lib/planner/plan-migration.ts";
import { memorySource } from "@/lib/planner/testing/memory-source.ts";
import { evidenceLines } from "./evidence-lines.ts";
import { mergeConsequence } from "./merge-consequence.ts";
import { mergeOutcome } from "./merge-outcome.ts";
import { mergeGroup, sourceRow } from "./testing/merge-group.ts";

const unverified = { isEmailVerified: false, rank: "unverified" } as const;
const group = mergeGroup(
  sourceRow("user_1", [{ sourceId: "a", role: "member" }], { firstName: "Alice" }),
  sourceRow("user_2", [{ sourceId: "a", role: "admin" }, "b"], {
    ...unverified,
    firstName: "Al",
    locale: "de",
  }),
);
const outcomeOf = (decision: MergeDecision | null, policy: "merge" | "hold" = "merge") =>
  mergeOutcome(group, decision, { ...noDecisions, policy });

describe("what becomes of a group", () => {
  it("is said before it is applied: merged, held, split", () => {
    expect(mergeConsequence(outcomeOf(null))).toEqual([
      "2 rows become one person in 2 organizations.",
      "Only an unverified row brings B (member).",
    ]);
    expect(mergeConsequence(outcomeOf({ action: "hold" }))).toEqual([
      "2 rows become one person in 1 organization.",
      "Left out: B (member).",
    ]);
    expect(mergeConsequence(outcomeOf(null, "hold"))).toContain("Left out until you decide: B (member).");
    expect(mergeConsequence(outcomeOf({ action: "split", addresses: { user_2: null } }))).toEqual([
      "2 people: Alice keeps the address, in A (member).",
      "user_2 becomes a person of its own, in A (admin) and B (member): nobody can sign in as this person until it has an address.",
    ]);
    expect(mergeConsequence(outcomeOf({ action: "split", addresses: { user_2: "al@b.co" } }))[1]).toMatch(
      /signs in as al@b\.co\.$/,
    );
  });

  it("is that nothing stays out where a verified row is in the same organizations", () => {
    const same = mergeGroup(sourceRow("user_1", ["a"]), sourceRow("user_2", ["a"], unverified));
    const held = mergeOutcome(same, { action: "hold" }, noDecisions);
    expect(held.leftOut).toEqual([]);
    expect(mergeConsequence(held).at(-1)).toMatch(/^Nothing is left out/);
  });

  it("counts what would be too much to name", () => {
    const many = mergeGroup(
      sourceRow("user_1", []),
      sourceRow("user_2", ["a", "b", "c", "d", "e"], unverified),
    );
    const held = mergeOutcome(many, { action: "hold" }, noDecisions);
    expect(mergeConsequence(held).at(-1)).toBe("Left out: A (member), B (member), C (member) and 2 more.");
  });

  it("follows role map and chosen roles, and says where a role is still to be chosen", () => {
    const customs = mergeGroup(
      sourceRow("user_1", [{ role: "billing" }]),
      sourceRow("user_2", [{ role: "support" }]),
    );
    const roleOf = (decisions: Partial<typeof noDecisions>) =>
      mergeOutcome(customs, null, { ...noDecisions, ...decisions }).people[0]?.memberships[0]?.role;
    expect(roleOf({})).toBeNull();
    expect(roleOf({ membershipRoles: { "a alice@acme.com": "support" } })).toBe("support");
    expect(roleOf({ roleMap: { billing: "admin", support: "admin" } })).toBe("admin");
  });

  it("is what the planner plans", async () => {
    const decision: MergeDecision = { action: "hold" };
    const user = { pictureUrl: null, externalId: null, lastName: null, metadata: null, updatedAt: null };
    const plan = await planMigration(
      memorySource({
        users: group.rows.map((row) => ({ ...user, ...row })),
        organizations: ["a", "b"].map((sourceId) => ({
          sourceId,
          name: sourceId.toUpperCase(),
          slug: null,
          domains: [],
          externalId: null,
          stripeCustomerId: null,
          metadata: null,
          createdAt: null,
          updatedAt: null,
        })),
        organization_memberships: group.rows.flatMap((row) =>
          row.organizations.map(({ sourceId, role, status }) => ({
            sourceId: `om_${row.sourceId}_${sourceId}`,
            userSourceId: row.sourceId,
            organizationSourceId: sourceId,
            role,
            roles: [role],
            status,
            isDirectoryManaged: false,
            createdAt: null,
            updatedAt: null,
          })),
        ),
      }),
      { ...noDecisions, merges: { [group.emailKey]: decision } },
    );
    const outcome = outcomeOf(decision);
    expect(outcome.people.map(({ sourceId, name, email }) => ({ sourceId, name, email }))).toEqual(
      [...plan.records("user")].map(({ sourceId, name, email }) => ({ sourceId, name, email })),
    );
    expect(outcome.people.flatMap((person) => person.memberships)).toMatchObject(
      [...plan.records("membership")].map(({ organizationSourceId, role, status }) => ({
        organizationId: organizationSourceId,
        role,
        status,
      })),
    );
  });
});

describe("the evidence", () => {
  const line = (key: string, decision: MergeDecision | null = null) =>
    evidenceLines(group.rows, outcomeOf(decision)).find((one) => one.key === key);

  it("marks the value that is used, what speaks against it, and why", () => {
    expect(line("firstName")).toMatchObject({
      cells: [
        { value: "Alice", isUsed: true, isAgainst: false },
        { value: "Al", isUsed: false, isAgainst: true },
      ],
      result: "Alice",
      why: "The first row's",
    });
    expect(line("locale")).toMatchObject({ result: "de", why: "The first row has none" });
    expect(line("lastName")).toBeUndefined();
  });

  it("shows a role per row, and that the verified row's counts", () => {
    expect(line("organization a")).toMatchObject({
      cells: [
        { value: "member, active", isUsed: true },
        { value: "admin, active", isAgainst: true },
      ],
      result: "member, active",
      why: "The verified row's role",
    });
  });

  it("sets nothing of a split row against the others", () => {
    const split = line("firstName", { action: "split", addresses: { user_2: null } });
    expect(split?.cells.map((cell) => cell.isAgainst)).toEqual([false, false]);
    expect(split?.why).toBeNull();
  });

  it("says what is held", () => {
    expect(line("organization b", { action: "hold" })).toMatchObject({
      cells: [{ value: null }, { value: "member, active (held)" }],
      result: null,
      why: "Held: only unverified rows are in it",
    });
  });
});
