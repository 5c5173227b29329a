import { describe, expect, it } from "vitest";
import { noDecisions } from "@/lib/planner/decisions.ts";
import {
  addEdit,
  applyEdits,
  type DecisionEdit,
  decisionEditsSchema,
  effectiveEdits,
  sameDecisions,
} from "./decision-edits.ts";

const hold: DecisionEdit = { field: "merges", key: "alice@acme.com", value: { action: "hold" } };

describe("decision edits", () => {
  it("lay themselves over the decisions without touching the rest", () => {
    const edits: DecisionEdit[] = [
      hold,
      { field: "exclusions", key: "org_1", value: true },
      { field: "roleMap", key: "billing", value: "admin" },
    ];
    expect(applyEdits(noDecisions, edits)).toEqual({
      ...noDecisions,
      merges: { "alice@acme.com": { action: "hold" } },
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
    const elsewhere = applyEdits(noDecisions, [hold]);
    expect(effectiveEdits(elsewhere, [hold])).toEqual([]);
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
    };
    expect(decisionEditsSchema.parse(JSON.parse(JSON.stringify([hold, split])))).toEqual([hold, split]);
    expect(
      decisionEditsSchema.safeParse([{ field: "merges", key: "a", value: { action: "burn" } }]).success,
    ).toBe(false);
  });
});
