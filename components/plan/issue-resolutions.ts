import type { DecisionEdit } from "@/components/plan/decision-edits.ts";
import type { IssueRow } from "@/lib/api/contract.ts";
import type { Decisions } from "@/lib/planner/decisions.ts";

/** A button of an issue: pressed, its edit takes the decision back. */
export type Resolution = { label: string; isChosen: boolean; edit: DecisionEdit };

/** The decisions that would resolve an issue, and which of them is taken already. */
export function resolutionsOf(issue: IssueRow, decisions: Decisions): Resolution[] {
  return [...specificTo(issue, decisions), ...leaveOut(issue, decisions)];
}

function specificTo(issue: IssueRow, decisions: Decisions): Resolution[] {
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
      return (["merge", "hold"] as const).map((action) => {
        const isChosen = decisions.merges[key]?.action === action;
        return {
          label: action === "merge" ? "Merge" : "Hold",
          isChosen,
          edit: { field: "merges", key, value: isChosen ? null : { action } },
        };
      });
    }
    default:
      return [];
  }
}

/** Only where a record of its own stands behind the issue, and leaving it out is an answer. */
function leaveOut(issue: IssueRow, decisions: Decisions): Resolution[] {
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
