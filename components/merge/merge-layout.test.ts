import { describe, expect, it } from "vitest";
import type { MergePayload } from "@/lib/api/plan-items.ts";
import { boxPx, layoutMerge, maxOrganizations, undrawnOrganizations } from "./merge-layout.ts";

const row = (
  sourceId: string,
  organizations: string[],
  more: Partial<MergePayload["rows"][number]> = {},
): MergePayload["rows"][number] => ({
  sourceId,
  email: "alice@acme.com",
  isEmailVerified: true,
  firstName: null,
  lastName: null,
  lastSignInAt: null,
  createdAt: null,
  isSurvivor: false,
  isSplit: false,
  organizations: organizations.map((id) => ({ sourceId: id, name: id, role: "member", status: "active" })),
  rank: "younger",
  ...more,
});

const merge = (rows: MergePayload["rows"], decision: MergePayload["decision"] = "merge"): MergePayload => ({
  emailKey: "alice@acme.com",
  decision,
  userSourceId: "user_1",
  name: "Alice",
  rows,
  conflicts: [],
  heldMembershipSourceIds: [],
});

describe("the drawing of a merge", () => {
  it("joins all rows into one person and fans out to each organization once", () => {
    const layout = layoutMerge(
      merge([row("user_1", ["a", "b"], { isSurvivor: true }), row("user_2", ["b", "c"])]),
    );
    expect(layout.rows.map((one) => one.person)).toEqual([0, 0]);
    expect(layout.people).toHaveLength(1);
    expect(layout.organizations.map((one) => one.sourceId)).toEqual(["a", "b", "c"]);
    expect(layout.memberships).toHaveLength(3);
  });

  it("keeps split rows apart, with their own organizations", () => {
    const layout = layoutMerge(
      merge([row("user_1", ["a"], { isSurvivor: true }), row("user_2", ["a"], { isSplit: true })], "split"),
    );
    expect(layout.people.map((one) => one.sourceId)).toEqual(["user_1", "user_2"]);
    expect(layout.memberships).toEqual([
      { person: 0, organization: 0, isHeld: false },
      { person: 1, organization: 0, isHeld: false },
    ]);
  });

  it("shows as held only what no verified row brings along", () => {
    const layout = layoutMerge(
      merge(
        [
          row("user_1", ["a"], { isSurvivor: true }),
          row("user_2", ["a", "b"], { isEmailVerified: false, rank: "unverified" }),
        ],
        "undecided",
      ),
    );
    expect(layout.memberships).toEqual([
      { person: 0, organization: 0, isHeld: false },
      { person: 0, organization: 1, isHeld: true },
    ]);
  });

  it("centres the shorter columns on the tallest", () => {
    const layout = layoutMerge(
      merge([row("user_1", [], { isSurvivor: true }), row("user_2", []), row("user_3", ["a"])]),
    );
    expect(layout.people[0]?.y).toBe(layout.height / 2);
    expect(layout.organizations[0]?.y).toBe(layout.height / 2);
    expect(layout.rows[0]?.y).toBe(boxPx / 2);
  });

  it("counts organizations that do not fit instead of drawing a wall", () => {
    const many = Array.from({ length: 20 }, (_, index) => `org_${index}`);
    const full = merge([row("user_1", many, { isSurvivor: true })]);
    expect(layoutMerge(full).organizations).toHaveLength(maxOrganizations);
    expect(undrawnOrganizations(full)).toBe(20 - maxOrganizations);
  });
});
