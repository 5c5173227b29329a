import type { IssueCode } from "./issue-codes.ts";
import type { SourceKind } from "./source-records.ts";

/** Something a person should know or decide about the plan. */
export type PlanIssue = {
  code: IssueCode;
  kind: SourceKind;
  /** The record it is about; null when it is about a list or the whole. */
  sourceId: string | null;
  /** The organization it concerns, if one: an organization's page shows its issues. */
  organizationSourceId: string | null;
  /** One sentence with the names and values of this case. */
  message: string;
  /** Values behind the sentence, for tables and scripts. */
  details: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
};
