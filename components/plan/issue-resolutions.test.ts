import { describe, expect, it } from "vitest";
import { applyEdits, type DecisionEdit, type PlainDecisions } from "@/lib/api/decision-edits.ts";
import type { IssueRow } from "@/lib/api/plan-review.ts";
import { noDecisions } from "@/lib/planner/decisions.ts";
import { resolutionsOf } from "./issue-resolutions.ts";

const issue = (more: Partial<IssueRow>): IssueRow => ({
  ordinal: 0,
  code: "user_without_email",
  severity: "warning",
  kind: "users",
  sourceId: "user_1",
  organizationSourceId: null,
  message: "",
  details: {},
  ...more,
});
const decided = (decisions: PlainDecisions, edits: DecisionEdit[] = []) => ({ decisions, edits });
const labels = (row: IssueRow) => resolutionsOf(row, decided(noDecisions)).map((one) => one.label);

describe("what can be decided about an issue", () => {
  it("is one of the roles that met", () => {
    const row = issue({
      code: "membership_role_undecided",
      severity: "blocker",
      details: { roles: ["billing", "support"], decision_key: "org_1 a@b.co" },
    });
    expect(labels(row)).toEqual(["billing", "support", "Leave out"]);
    const [billing] = resolutionsOf(row, decided(noDecisions));
    const chosen = applyEdits(noDecisions, billing ? [billing.edit] : []);
    expect(chosen.membershipRoles).toEqual({ "org_1 a@b.co": "billing" });
    // Pressed again it is taken back.
    const [pressed] = resolutionsOf(row, decided(chosen));
    expect(pressed?.isChosen).toBe(true);
    expect(applyEdits(chosen, pressed ? [pressed.edit] : [])).toEqual(noDecisions);
  });

  it("is merge or hold, where a group waits for a decision", () => {
    const row = issue({ code: "merge_undecided", details: { email_key: "a@b.co" } });
    const [merge] = resolutionsOf(row, decided(noDecisions));
    expect(merge?.isChosen).toBe(false);
    const [pressed] = resolutionsOf(row, decided(noDecisions, merge ? [merge.edit] : []));
    expect(pressed).toMatchObject({ isChosen: true, edit: { key: "a@b.co", value: null } });
  });

  it("is adopting the unverified person of the directory", () => {
    const row = issue({ code: "target_user_unverified", severity: "blocker", details: { email: "a@b.co" } });
    expect(labels(row)).toEqual(["Adopt", "Leave out"]);
  });

  it("is nothing where nobody asked, and never for a defect of ours", () => {
    expect(labels(issue({ severity: "info" }))).toEqual([]);
    expect(labels(issue({ code: "access_widened", severity: "blocker" }))).toEqual([]);
    expect(labels(issue({ sourceId: null }))).toEqual([]);
  });
});
