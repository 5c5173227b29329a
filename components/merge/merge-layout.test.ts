import { describe, expect, it } from "vitest";
import type { PlainDecisions } from "@/lib/api/decision-edits.ts";
import { type MergeDecision, noDecisions } from "@/lib/planner/decisions.ts";
import { boxPx, layoutMerge, maxOrganizations } from "./merge-layout.ts";
import { mergeOutcome } from "./merge-outcome.ts";
import { mergeGroup, sourceRow } from "./testing/merge-group.ts";

const layoutOf = (
  group: ReturnType<typeof mergeGroup>,
  decision: MergeDecision | null = null,
  policy: PlainDecisions["policy"] = "merge",
) => layoutMerge(mergeOutcome(group, decision, { ...noDecisions, policy }), group.rows);

describe("the drawing of a merge", () => {
  it("joins all rows into one person and fans out to each organization once", () => {
    const layout = layoutOf(mergeGroup(sourceRow("user_1", ["a", "b"]), sourceRow("user_2", ["b", "c"])));
    expect(layout.rows.map((one) => one.person)).toEqual([0, 0]);
    expect(layout.people).toHaveLength(1);
    expect(layout.organizations.map((one) => one.id)).toEqual(["a", "b", "c"]);
    expect(layout.memberships).toHaveLength(3);
  });

  it("keeps split rows apart, with their own organizations", () => {
    const layout = layoutOf(mergeGroup(sourceRow("user_1", ["a"]), sourceRow("user_2", ["a"])), {
      action: "split",
      addresses: { user_2: null },
    });
    expect(layout.people.map((one) => one.person.sourceId)).toEqual(["user_1", "user_2"]);
    expect(layout.rows.map((one) => one.person)).toEqual([0, 1]);
    expect(layout.memberships).toEqual([
      { person: 0, organization: 0, isHeld: false },
      { person: 1, organization: 0, isHeld: false },
    ]);
  });

  it("shows as held only what no verified row brings along", () => {
    const layout = layoutOf(
      mergeGroup(
        sourceRow("user_1", ["a"]),
        sourceRow("user_2", ["a", "b"], { isEmailVerified: false, rank: "unverified" }),
      ),
      null,
      "hold",
    );
    expect(layout.rows.map((one) => one.isHeld)).toEqual([false, true]);
    expect(layout.memberships).toEqual([
      { person: 0, organization: 0, isHeld: false },
      { person: 0, organization: 1, isHeld: true },
    ]);
  });

  it("centres the shorter columns on the tallest", () => {
    const layout = layoutOf(
      mergeGroup(sourceRow("user_1", []), sourceRow("user_2", []), sourceRow("user_3", ["a"])),
    );
    expect(layout.people[0]?.y).toBe(layout.height / 2);
    expect(layout.organizations[0]?.y).toBe(layout.height / 2);
    expect(layout.rows[0]?.y).toBe(boxPx / 2);
  });

  it("counts organizations that do not fit instead of drawing a wall", () => {
    const many = Array.from({ length: 20 }, (_, index) => `org_${index}`);
    const layout = layoutOf(mergeGroup(sourceRow("user_1", many)));
    expect(layout.organizations).toHaveLength(maxOrganizations);
    expect(layout.more).toBe(20 - maxOrganizations);
  });
});
