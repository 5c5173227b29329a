import type { DecisionEdit, PlainDecisions } from "@/lib/api/decision-edits.ts";
import type { IssueRow } from "@/lib/api/plan-review.ts";

/** A button of an issue: pressed, its edit takes the decision back. */
export type Resolution = { label: string; isChosen: boolean; edit: DecisionEdit };

/** What is decided as far as it is known here: edits are those that are pending. */
type Decided = { decisions: PlainDecisions; edits: readonly DecisionEdit[] };

/** The decisions that would resolve an issue, and which of them is taken already. */
export function resolutionsOf(issue: IssueRow, { decisions, edits }: Decided): Resolution[] {
  return [...specificTo(issue, decisions, edits), ...leaveOut(issue, decisions)];
}

function specificTo(
  issue: IssueRow,
  decisions: PlainDecisions,
  edits: readonly DecisionEdit[],
): Resolution[] {
  switch (issue.code) {
    case "membership_role_undecided":
    case "membership_role_conflict": {
      const key = textOf(issue, "decision_key");
      if (key === null) return [];
      return listOf(issue, "roles").map((role) => {
        const isChosen = decisions.membershipRoles[key] === role;
        return {
          label: role,
          isChosen,
          edit: { field: "membershipRoles", key, value: isChosen ? null : role },
        };
      });
    }
    case "target_user_unverified": {
      const key = textOf(issue, "email");
      if (key === null) return [];
      const isChosen = decisions.adoptions.includes(key);
      return [{ label: "Adopt", isChosen, edit: { field: "adoptions", key, value: !isChosen } }];
    }
    case "merge_undecided":
    case "user_unverified_duplicate": {
      const key = textOf(issue, "email_key");
      if (key === null) return [];
      // Nobody has decided these groups: else there would be no such issue.
      const pending = edits.findLast((edit) => edit.field === "merges" && edit.key === key);
      return (["merge", "hold"] as const).map((action) => {
        const isChosen = pending?.field === "merges" && pending.value?.action === action;
        return {
          label: action === "merge" ? "Merge" : "Hold",
          isChosen,
          edit: { field: "merges", key, value: isChosen ? null : { action }, before: null },
        };
      });
    }
    default:
      return [];
  }
}

/** Only where a record of its own stands behind the issue, and leaving it out is an answer. */
function leaveOut(issue: IssueRow, decisions: PlainDecisions): Resolution[] {
  if (issue.sourceId === null || issue.code === "access_widened") return [];
  const isLeftOut = decisions.exclusions.includes(issue.sourceId);
  if (issue.severity === "info" && !isLeftOut) return [];
  return [
    {
      label: "Leave out",
      isChosen: isLeftOut,
      edit: { field: "exclusions", key: issue.sourceId, value: !isLeftOut },
    },
  ];
}

function textOf(issue: IssueRow, detail: string): string | null {
  const value = issue.details[detail];
  return typeof value === "string" ? value : null;
}

function listOf(issue: IssueRow, detail: string): string[] {
  const value = issue.details[detail];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
