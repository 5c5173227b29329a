import { describe, expect, it } from "vitest";
import { noDecisions } from "../planner/decisions.ts";
import {
  addEdit,
  applyEdits,
  type DecisionEdit,
  decisionEdits,
  effectiveEdits,
  sameDecisions,
} from "./decision-edits.ts";

const mirror: DecisionEdit = { field: "mode", value: "mirror" };
const hold: DecisionEdit = {
  field: "merges",
  key: "alice@acme.com",
  value: { action: "hold" },
  before: null,
};
const mergeAll: DecisionEdit = {
  field: "mergeGroups",
  groups: { filter: { flags: ["conflict"], q: "" }, except: [], planHash: "1" },
  action: "merge",
  count: 50_000,
};

describe("decision edits", () => {
  it("lay themselves over the decisions without touching the rest", () => {
    const edits: DecisionEdit[] = [
      hold,
      mirror,
      { field: "exclusions", key: "org_1", value: true },
      { field: "roleMap", key: "billing", value: "admin" },
    ];
    expect(applyEdits(noDecisions, edits)).toEqual({
      ...noDecisions,
      mode: "mirror",
      exclusions: ["org_1"],
      roleMap: { billing: "admin" },
    });
    expect(noDecisions.exclusions).toEqual([]);
  });

  it("count once per place, however often it was changed", () => {
    const once = addEdit(noDecisions, [], hold);
    const twice = addEdit(noDecisions, once, { ...hold, value: { action: "merge" } });
    expect(twice).toEqual([{ ...hold, value: { action: "merge" } }]);
  });

  it("vanish when they are taken back by hand", () => {
    const excluded = addEdit(noDecisions, [], { field: "exclusions", key: "org_1", value: true });
    expect(addEdit(noDecisions, excluded, { field: "exclusions", key: "org_1", value: false })).toEqual([]);
  });

  it("vanish when another tab applied the same", () => {
    const elsewhere = applyEdits(noDecisions, [mirror]);
    expect(effectiveEdits(elsewhere, [mirror])).toEqual([]);
  });

  it("of a merge vanish when it is as it was decided, unless many were decided in between", () => {
    const back: DecisionEdit = { ...hold, value: null };
    expect(addEdit(noDecisions, [hold], back)).toEqual([]);
    expect(addEdit(noDecisions, [mergeAll, hold], back)).toEqual([mergeAll, back]);
    const again: DecisionEdit = { ...mergeAll, action: null };
    expect(addEdit(noDecisions, [mergeAll], again)).toEqual([again]);
  });

  it("of a whole file replace all that went before", () => {
    const file: DecisionEdit = { field: "all", value: { ...noDecisions, policy: "hold" } };
    expect(addEdit(noDecisions, [hold], file)).toEqual([file]);
  });

  it("see no difference in the order of keys", () => {
    const a = { ...noDecisions, roleMap: { x: "a", y: "b" }, exclusions: ["1", "2"] };
    const b = { ...noDecisions, roleMap: { y: "b", x: "a" }, exclusions: ["2", "1"] };
    expect(sameDecisions(a, b)).toBe(true);
    expect(sameDecisions(a, noDecisions)).toBe(false);
  });

  it("survive being stored as text, and nothing else does", () => {
    const split: DecisionEdit = {
      field: "merges",
      key: "a@b.c",
      value: { action: "split", addresses: { user_1: null, user_2: "x@y.zz" } },
      before: null,
    };
    const edits = [hold, split, mergeAll];
    expect(decisionEdits.parse(JSON.parse(JSON.stringify(edits)))).toEqual(edits);
    expect(
      decisionEdits.safeParse([{ field: "merges", key: "a", value: { action: "burn" }, before: null }])
        .success,
    ).toBe(false);
  });
});
