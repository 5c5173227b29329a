import { beforeEach, describe, expect, it } from "vitest";
import { assertNoWidening } from "./assert-no-widening.ts";
import { decisionsSchema } from "./decisions.ts";
import { IssueList } from "./issue-list.ts";
import type { PlannedMembership } from "./planned-records.ts";
import { type Rows, readRows } from "./read-rows.ts";
import { memorySource } from "./testing/memory-source.ts";
import { parseSnapshot } from "./testing/parse-snapshot.ts";

const membership = (id: string, user: string, organization: string, role: string, status = "active") => ({
  id,
  user_id: user,
  organization_id: organization,
  role: { slug: role },
  status,
});

let rows: Rows;
beforeEach(async () => {
  const bundle = {
    users: [
      { id: "ann", email: "ann@x.test", email_verified: true },
      { id: "ann_2", email: "Ann@x.test", email_verified: false },
      { id: "bob", email: "bob@x.test", email_verified: true },
    ],
    organization_memberships: [
      membership("om_ann", "ann", "org_a", "member"),
      membership("om_ann_2", "ann_2", "org_a", "owner", "inactive"),
      membership("om_bob", "bob", "org_a", "org_admin"),
      membership("om_far", "ann", "org_b", "support"),
    ],
  };
  rows = await readRows(memorySource(parseSnapshot(bundle)));
});

const ann: PlannedMembership = {
  sourceIds: ["om_ann", "om_ann_2"],
  userSourceId: "ann",
  organizationSourceId: "org_a",
  email: "ann@x.test",
  role: "member",
  roles: ["member"],
  status: "active",
  isDirectoryManaged: false,
  createdAt: null,
};

function reasons(planned: PlannedMembership[], decisions = {}, cited?: number): unknown[] {
  const issues = new IssueList();
  const count = cited ?? planned.reduce((sum, each) => sum + each.sourceIds.length, 0);
  assertNoWidening(rows, decisionsSchema.parse({ version: 1, ...decisions }), planned, count, issues);
  const { issues: found } = issues.finish();
  expect(found.every((issue) => issue.code === "access_widened")).toBe(true);
  return found.map((issue) => issue.details.reason);
}

describe("assertNoWidening", () => {
  it("is silent about what people had", () => {
    expect(reasons([ann])).toEqual([]);
    expect(reasons([{ ...ann, sourceIds: ["om_bob"], userSourceId: "bob", role: "member" }])).toEqual([]);
  });

  it.each<[string, Partial<PlannedMembership>, string]>([
    ["another organization", { organizationSourceId: "org_b" }, "membership om_ann is of organization org_a"],
    ["another person", { userSourceId: "bob" }, "membership om_ann is another person's"],
    [
      "a membership that does not exist",
      { sourceIds: ["om_ann", "om_x"] },
      "membership om_x is not in the snapshot",
    ],
    ["a membership twice", { sourceIds: ["om_ann", "om_ann"] }, "membership om_ann is used twice"],
    ["no membership", { sourceIds: [] }, "nobody made it active at the source"],
    ["a better status", { sourceIds: ["om_ann_2"] }, "nobody made it active at the source"],
    ["a role of an inactive membership", { role: "owner" }, "role owner is more than this person had"],
    ["a further role", { roles: ["member", "admin"] }, "role admin is more than this person had"],
    ["a custom role for a standard one", { role: "support" }, "role support is more than this person had"],
  ])("refuses %s", (_, change, reason) => {
    expect(reasons([{ ...ann, ...change }])).toContain(reason);
  });

  it("refuses rows that a decision keeps apart, holds or leaves out", () => {
    const split = { "ann@x.test": { action: "split", addresses: { ann_2: null } } };
    expect(reasons([ann], { merges: split })).toEqual(["membership om_ann_2 is another person's"]);
    const hold = { "ann@x.test": { action: "hold" } };
    expect(reasons([ann], { merges: hold })).toEqual(["membership om_ann_2 is held"]);
    for (const exclusion of ["om_ann", "ann_2", "org_a"]) {
      expect(reasons([ann], { exclusions: [exclusion] })).not.toEqual([]);
    }
    expect(reasons([ann], { organizations: ["org_b"] })).not.toEqual([]);
  });

  it("takes off what the admin's decisions add, and no more", () => {
    expect(reasons([{ ...ann, role: "admin", roles: ["admin"] }], { roleMap: { member: "admin" } })).toEqual(
      [],
    );
    expect(
      reasons([{ ...ann, role: "admin", roles: ["admin"] }], { roleMap: { support: "admin" } }),
    ).not.toEqual([]);
    // The map of a role that is not in force adds nothing either.
    expect(reasons([{ ...ann, role: "boss", roles: ["boss"] }], { roleMap: { owner: "boss" } })).not.toEqual(
      [],
    );
    const chosen = { membershipRoles: { "org_a ann@x.test": "support" } };
    expect(reasons([{ ...ann, role: "support", roles: ["support"] }], chosen)).toEqual([]);
    const everywhere = {
      ...ann,
      organizationSourceId: null,
      sourceIds: ["om_ann", "om_far"],
      roles: ["member", "support"],
    };
    expect(reasons([everywhere], { targetOrganizationId: "target" })).toEqual([]);
  });

  it("refuses a plan that cites fewer memberships than the planner brought along", () => {
    expect(reasons([ann], {}, 3)).toEqual(["3 memberships were brought along, but the plan cites 2"]);
  });
});
