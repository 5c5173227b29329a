import { describe, expect, it } from "vitest";
import { noDecisions } from "./decisions.ts";
import { planStatsToJson, planToJson } from "./plan-json.ts";
import { planMigration } from "./plan-migration.ts";
import type { RecordSource } from "./source-records.ts";
import { memorySource } from "./testing/memory-source.ts";
import { parseSnapshot } from "./testing/parse-snapshot.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

describe("planMigration", { timeout: 60_000 }, () => {
  it("tells the merge in the guide's words and numbers", async () => {
    // 23 people of two or three rows, 47 rows in all, and one who has a single row.
    const users = numbers(47).map((n) => ({
      id: `user_${n}`,
      email: `p${n % 23}@x.test`,
      email_verified: true,
    }));
    const source = memorySource(parseSnapshot({ users: [...users, { id: "user_x", email: "x@x.test" }] }));
    const plan = await planMigration(source, noDecisions);
    const document = JSON.parse([...planToJson(plan)].join("")) as { warnings: string[] };
    expect(document.warnings[0]).toBe(
      "workos: merged 47 duplicate-email users into 23 Authio users with multi-org memberships",
    );
    expect(planStatsToJson(plan)).toMatchObject({
      source_users: 48,
      merged_users: 24,
      merge_groups: 23,
      merged_people: 23,
      users_created: 24,
      users_existed: 0,
      users_unchanged: 0,
    });
  });

  it("gives organizations the same slugs in any order, four to the four that others make two of", async () => {
    const organizations = ["Acme, Inc.", "Acme Inc", "株式会社アクメ", "Общество"].map((name, n) => ({
      id: `org_${n}`,
      name,
      created_at: `2026-0${n + 1}-01T00:00:00Z`,
    }));
    const slugs = async (list: typeof organizations) => {
      const plan = await planMigration(memorySource(parseSnapshot({ organizations: list })), noDecisions);
      return [...plan.records("organization")].map(({ sourceId, slug }) => [sourceId, slug]);
    };
    const expected = await slugs(organizations);
    expect(expected.map(([, slug]) => slug)).toEqual([
      "acme-inc",
      expect.stringMatching(/^acme-inc-[a-z0-9]{4,6}$/),
      "zhushihuisheakume",
      "obshchestvo",
    ]);
    expect(await slugs(organizations.toReversed())).toEqual(expected);
  });

  it("says so when a list is probably only its first page", async () => {
    const users = numbers(100).map((n) => ({ id: `user_${n}`, email: `p${n}@x.test` }));
    const lists = [
      { kind: "users", isProbablyFirstPageOnly: true },
      { kind: "organizations", isProbablyFirstPageOnly: false },
    ] as const;
    const plan = await planMigration(memorySource(parseSnapshot({ users }), { lists }), noDecisions);
    expect(plan.issues).toContainEqual(
      expect.objectContaining({ code: "probably_first_page_only", kind: "users", sourceId: null }),
    );
    expect(plan.issues.filter(({ code }) => code === "probably_first_page_only")).toHaveLength(1);
  });

  it("warns of a group with more than 1,000 members, and not of one with as many", async () => {
    const members = (group: string, count: number) =>
      numbers(count).map((n) => ({
        id: `${group}_${n}`,
        directory_id: "directory_1",
        email: `${group}${n}@x.test`,
        state: "active",
        groups: [{ id: group }],
      }));
    const plan = await planMigration(
      memorySource(
        parseSnapshot({
          organizations: [{ id: "org_1", name: "Acme" }],
          directories: [
            { id: "directory_1", organization_id: "org_1", type: "okta scim v2.0", name: "Okta" },
          ],
          directory_groups: ["group_a", "group_b"].map((id) => ({
            id,
            directory_id: "directory_1",
            name: id,
          })),
          directory_users: [...members("group_a", 1000), ...members("group_b", 1001)],
        }),
      ),
      noDecisions,
    );
    const large = plan.issues.filter(({ code }) => code === "directory_group_large");
    expect(large.map(({ sourceId, details }) => [sourceId, details.members])).toEqual([["group_b", 1001]]);
  });

  it("plans a person in 5,000 organizations as quickly as 5,000 people in one", async () => {
    const measure = async (user: (n: number) => number, organization: (n: number) => number) => {
      const source = memorySource(
        parseSnapshot({
          users: numbers(5_000).map((n) => ({
            id: `user_${n}`,
            email: `p${user(n)}@x.test`,
            email_verified: true,
          })),
          organizations: numbers(5_000).map((n) => ({ id: `org_${n}`, name: `O ${n}` })),
          organization_memberships: numbers(5_000).map((n) => ({
            id: `om_${n}`,
            user_id: `user_${n}`,
            organization_id: `org_${organization(n)}`,
          })),
        }),
      );
      const start = performance.now();
      const plan = await planMigration(source, noDecisions);
      expect(plan.stats.planned.membership).toBe(5_000);
      return performance.now() - start;
    };
    const many = await measure(
      (n) => n,
      () => 0,
    );
    const one = await measure(
      () => 0,
      (n) => n,
    );
    // Quadratic would be hundreds of times as long; a busy machine is not.
    expect(one).toBeLessThan(20 * many + 2000);
  });

  it("throws what the source throws, and plans nothing of half a snapshot", async () => {
    const broken: RecordSource = {
      async *read() {
        yield { kind: "users", records: [] };
        throw new Error("the file ends in the middle of a record");
      },
      lists: () => [],
    };
    await expect(planMigration(broken, noDecisions)).rejects.toThrow("the file ends");
  });
});
