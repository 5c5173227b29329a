import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decisions, noDecisions } from "./decisions.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { Plan } from "./plan.ts";
import { planToJson } from "./plan-json.ts";
import { planJsonSchema } from "./plan-json-schema.ts";
import { planMigration } from "./plan-migration.ts";
import { mapRoleByTable } from "./role-table.ts";
import { membershipStatuses, sourceKinds } from "./source-records.ts";
import {
  anyDecisions,
  crowd,
  neutralDecisions,
  snapshot,
  withoutRepeats,
} from "./testing/arbitrary-snapshots.ts";
import { memorySource, type SnapshotRecords } from "./testing/memory-source.ts";

const planOf = (records: SnapshotRecords, decisions: Decisions = noDecisions, batchLength = 1000) =>
  planMigration(memorySource(records, { batchLength }), decisions);
const bytesOf = (plan: Plan) => [...planToJson(plan)].join("");

const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

// A busy machine must not fail them: they end when their runs are done.
describe("planMigration", { timeout: 120_000 }, () => {
  it("gives the same bytes for the same snapshot in any order, in batches of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        snapshot,
        anyDecisions,
        fc.integer(),
        fc.integer({ min: 1, max: 7 }),
        async (records, decisions, seed, batchLength) => {
          const kinds = shuffled(sourceKinds, seed);
          const other = Object.fromEntries(
            kinds.map((kind, n) => [kind, shuffled<unknown>(records[kind], seed + n)]),
          );
          const expected = bytesOf(await planOf(records, decisions));
          expect(bytesOf(await planOf(other as SnapshotRecords, decisions, batchLength))).toBe(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("yields the same records however often it is asked", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        expect(bytesOf(plan)).toBe(bytesOf(plan));
      }),
      { numRuns: 50 },
    );
  });

  it("widens nobody's access, and says so of itself", async () => {
    await fc.assert(
      fc.asyncProperty(
        withoutRepeats(fc.oneof(snapshot, crowd)),
        neutralDecisions,
        async (records, decisions) => {
          const plan = await planOf(records, decisions);
          const personOf = peopleBySource(plan);
          for (const planned of plan.records("membership")) {
            // Whatever any of the person's rows was in this organization, and nothing else.
            const before = records.organization_memberships.filter(
              (source) =>
                source.organizationSourceId === planned.organizationSourceId &&
                personOf.get(source.userSourceId) === planned.userSourceId,
            );
            for (const after of [planned.role, ...planned.roles]) {
              const isCovered = before.some(
                (source) =>
                  membershipStatuses.indexOf(source.status) <= membershipStatuses.indexOf(planned.status) &&
                  [source.role, ...source.roles].some((had) => isAsHigh(had, after)),
              );
              expect(isCovered, `${planned.email} as ${planned.status} ${after}`).toBe(true);
            }
          }
          expect(plan.widenings).toEqual([]);
          expect(plan.issues.filter((issue) => issue.code === "access_widened")).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never takes an admin's decisions for a widening of its own", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const { issues } = await planOf(records, decisions);
        expect(issues.filter((issue) => issue.code === "access_widened")).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("puts every source user with a usable address into exactly one person", async () => {
    await fc.assert(
      fc.asyncProperty(
        withoutRepeats(snapshot),
        fc.constantFrom("merge", "hold"),
        async (records, policy) => {
          const plan = await planOf(records, { ...noDecisions, policy });
          const sources = [...plan.records("user")].flatMap((user) =>
            user.sources.map((source) => source.sourceId),
          );
          const usable = records.users.filter(
            (user) => user.email !== null && normalizeEmail(user.email) !== null,
          );
          expect(sources.toSorted()).toEqual(usable.map((user) => user.sourceId).toSorted());
          expect(plan.issues.filter((issue) => issue.code === "user_without_email")).toHaveLength(
            records.users.length - usable.length,
          );
        },
      ),
    );
  });

  it("accounts for every source membership: planned, held, excluded, out of scope or reported", async () => {
    await fc.assert(
      fc.asyncProperty(withoutRepeats(snapshot), neutralDecisions, async (records, decisions) => {
        const plan = await planOf(records, { ...decisions, organizations: null, exclusions: [] });
        const cited = [...plan.records("membership")].flatMap((membership) => membership.sourceIds);
        const held = [...plan.merges()].flatMap((merge) => merge.heldMembershipSourceIds);
        const reported = plan.issues
          .filter(
            ({ code }) => code === "membership_without_user" || code === "membership_without_organization",
          )
          .map((issue) => issue.sourceId);
        const all = records.organization_memberships.map((membership) => membership.sourceId);
        expect([...cited, ...held, ...reported].toSorted()).toEqual(all.toSorted());
        expect(plan.stats.heldMemberships).toBe(held.length);
      }),
    );
  });

  it("keeps addresses, slugs, memberships, identities, roles and user names unique, and its document in form", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        const document = planJsonSchema.parse(JSON.parse(bytesOf(plan)));
        const emails = document.users.map((user) => user.email).filter((address) => address !== null);
        expect(isUnique(emails)).toBe(true);
        expect(isUnique(document.orgs.map((organization) => organization.slug))).toBe(true);
        expect(isUnique(document.orgs.map((organization) => organization.slug_alternate))).toBe(true);
        expect(
          isUnique(document.memberships.map((each) => `${each.org_external_id} ${each.user_external_id}`)),
        ).toBe(true);
        expect(isUnique(document.identities.map((each) => `${each.kind} ${each.subject}`))).toBe(true);
        expect(isUnique(document.roles.map((each) => `${each.org_external_id} ${each.slug}`))).toBe(true);
        const userNames = document.directory_users.map(
          (user) => `${user.directory_external_id} ${user.user_name.toLowerCase()}`,
        );
        expect(isUnique(userNames)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("brings no identity and no MFA flag of an unverified row", async () => {
    await fc.assert(
      fc.asyncProperty(withoutRepeats(snapshot), neutralDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        const verified = new Set(
          records.users.filter((user) => user.isEmailVerified).map((user) => user.sourceId),
        );
        for (const identity of plan.records("identity"))
          expect(verified).toContain(identity.sourceUserSourceId);
        for (const user of plan.records("user")) {
          const isAnyVerified = user.sources.some((source) => verified.has(source.sourceId));
          if (!isAnyVerified) expect([user.isMfaEnrolled, user.isEmailVerified]).toEqual([false, false]);
        }
      }),
    );
  });

  it("refers to nothing that is not planned", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        const users = new Set([...plan.records("user")].map((user) => user.sourceId));
        const organizations = new Set([...plan.records("organization")].map((each) => each.sourceId));
        const directories = new Set([...plan.records("directory")].map((each) => each.sourceId));
        const groups = new Set([...plan.records("directory_group")].map((each) => each.sourceId));
        const roles = new Set(
          [...plan.records("role")].map((each) => `${each.organizationSourceId} ${each.slug}`),
        );
        for (const kind of ["membership", "connection", "directory", "invitation", "role"] as const) {
          for (const { organizationSourceId } of plan.records(kind)) {
            if (organizationSourceId !== null) expect(organizations).toContain(organizationSourceId);
          }
        }
        for (const { userSourceId } of plan.records("identity")) expect(users).toContain(userSourceId);
        for (const membership of plan.records("membership")) {
          expect(users).toContain(membership.userSourceId);
          for (const slug of membership.roles.filter((each) => mapRoleByTable(each) === null)) {
            const isKnown =
              roles.has(`null ${slug}`) || roles.has(`${membership.organizationSourceId} ${slug}`);
            expect(isKnown, slug).toBe(true);
          }
        }
        for (const user of plan.records("directory_user")) {
          expect(directories).toContain(user.directorySourceId);
          if (user.userSourceId !== null) expect(users).toContain(user.userSourceId);
          for (const group of user.groupSourceIds) expect(groups).toContain(group);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** The role table once more, as a person would say it. */
function isAsHigh(had: string, role: string): boolean {
  const readings: Record<string, string> = { "": "member", org_admin: "admin", Super_Admin: "owner" };
  const order = ["member", "admin", "owner"];
  const read = readings[had] ?? had;
  return read === role || (order.includes(role) && order.indexOf(read) > order.indexOf(role));
}

function peopleBySource(plan: Plan): Map<string, string> {
  return new Map(
    [...plan.records("user")].flatMap((user) =>
      user.sources.map((source) => [source.sourceId, user.sourceId]),
    ),
  );
}

/** Fisher and Yates, with a generator that a seed repeats. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const result = [...items];
  let state = seed | 0;
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const other = (state >>> 8) % (last + 1);
    [result[last], result[other]] = [result[other] as Item, result[last] as Item];
  }
  return result;
}
