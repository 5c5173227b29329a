import { describe, expect, it } from "vitest";
import type { IssueRow } from "@/lib/api/contract.ts";
import { noDecisions } from "@/lib/planner/decisions.ts";
import { applyEdits } from "./decision-edits.ts";
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
const labels = (row: IssueRow) => resolutionsOf(row, noDecisions).map((one) => one.label);

describe("what can be decided about an issue", () => {
  it("is one of the roles that met", () => {
    const row = issue({
      code: "membership_role_undecided",
      severity: "blocker",
      details: { roles: ["billing", "support"], decision_key: "org_1 a@b.co" },
    });
    expect(labels(row)).toEqual(["billing", "support", "Leave out"]);
    const [billing] = resolutionsOf(row, noDecisions);
    const decided = applyEdits(noDecisions, billing ? [billing.edit] : []);
    expect(decided.membershipRoles).toEqual({ "org_1 a@b.co": "billing" });
    // Pressed again it is taken back.
    const [pressed] = resolutionsOf(row, decided);
    expect(pressed?.isChosen).toBe(true);
    expect(applyEdits(decided, pressed ? [pressed.edit] : [])).toEqual(noDecisions);
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
