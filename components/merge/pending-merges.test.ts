import { describe, expect, it } from "vitest";
import type { DecisionEdit } from "@/lib/api/decision-edits.ts";
import { noDecisions } from "@/lib/planner/decisions.ts";
import { decisionWith, pendingMerges } from "./pending-merges.ts";
import { sourceRow } from "./testing/merge-group.ts";

const group = (emailKey: string, flags: ("unverified" | "roles")[] = [], search = emailKey) => ({
  emailKey,
  flags,
  search,
});
const filtered = { filter: { flags: ["roles" as const], q: "ACME" }, except: ["c@acme.co"], planHash: "1" };

describe("what is pending of a group", () => {
  it("is the last edit that means it", () => {
    const edits: DecisionEdit[] = [
      { field: "merges", key: "a@acme.co", value: { action: "hold" }, before: null },
      { field: "mergeGroups", groups: filtered, action: "merge", count: 2 },
      { field: "merges", key: "b@acme.co", value: null, before: null },
      { field: "policy", value: "hold" },
    ];
    const pendingOf = pendingMerges(edits);
    expect(pendingOf(group("a@acme.co"))).toEqual({ action: "hold" });
    expect(pendingOf(group("a@acme.co", ["roles"]))).toEqual({ action: "merge" });
    expect(pendingOf(group("b@acme.co", ["roles"]))).toEqual({ action: null });
    expect(pendingOf(group("c@acme.co", ["roles"]))).toBeNull();
    expect(pendingOf(group("d@else.co", ["roles"]))).toBeNull();
  });

  it("is no hold where nothing is unverified", () => {
    const keys = ["a@b.co", "c@d.co"];
    const pendingOf = pendingMerges([{ field: "mergeGroups", groups: { keys }, action: "hold", count: 1 }]);
    expect(pendingOf(group("a@b.co", ["unverified"]))).toEqual({ action: "hold" });
    expect(pendingOf(group("c@d.co"))).toBeNull();
  });

  it("is what a file says, also where it says nothing", () => {
    const value = { ...noDecisions, merges: { "a@b.co": { action: "merge" as const } } };
    const pendingOf = pendingMerges([{ field: "all", value }]);
    expect(pendingOf(group("a@b.co"))).toEqual({ action: "merge" });
    expect(pendingOf(group("x@y.zz"))).toEqual({ action: null });
  });

  it("comes before what was decided; a split of many keeps addresses that were given", () => {
    const rows = [sourceRow("user_1", []), sourceRow("user_2", [])];
    const all = { action: "split", addresses: "all but the survivor" } as const;
    const given = { action: "split", addresses: { user_2: "a@b.co" } } as const;
    expect(decisionWith({ action: "hold" }, null, rows)).toEqual({ action: "hold" });
    expect(decisionWith({ action: "hold" }, { action: null }, rows)).toBeNull();
    expect(decisionWith(null, all, rows)).toEqual({ action: "split", addresses: { user_2: null } });
    expect(decisionWith(given, all, rows)).toEqual(given);
  });
});
