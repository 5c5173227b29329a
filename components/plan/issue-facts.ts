import type { Tone } from "@/components/ui/tone.ts";
import { type IssueCode, type IssueSeverity, issueCodes } from "@/lib/planner/issue-codes.ts";

const isIssueCode = (code: string): code is IssueCode => code in issueCodes;

/** Title and advice of a code; one this page does not know yet speaks for itself. */
export function issueFacts(code: string): { title: string; whatToDo: string } {
  if (isIssueCode(code)) return issueCodes[code];
  return { title: code.replaceAll("_", " "), whatToDo: "Reload the page: it is older than the server." };
}

export const severityTones: Record<IssueSeverity, Tone> = {
  blocker: "danger",
  warning: "warning",
  info: "neutral",
};
