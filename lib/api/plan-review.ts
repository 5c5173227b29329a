import { z } from "zod";
import { isoTime, plannedKind } from "./fields.ts";

export const planStats = z.object({
  source: z.record(z.string(), z.number()),
  planned: z.record(z.string(), z.number()),
  mergedSourceUsers: z.number(),
  mergedPeople: z.number(),
  foldedUsers: z.number(),
  heldMemberships: z.number(),
  unverifiedUsers: z.number(),
  mfaEnrolledUsers: z.number(),
  notMoved: z.object({ passwords: z.number(), sessions: z.number(), mfaSecrets: z.number() }),
  issues: z.object({ blocker: z.number(), warning: z.number(), info: z.number() }),
});

export const roleMapping = z.object({
  sourceRole: z.string(),
  role: z.string(),
  by: z.enum(["table", "custom", "decision"]),
  memberships: z.number(),
  organizations: z.number(),
});

export const diffCounts = z.object({
  create: z.number(),
  update: z.number(),
  unchanged: z.number(),
  gone: z.number(),
  /** Would be refused: a parent is missing, an address is held. */
  conflict: z.number(),
  /** Left alone: Authio owns it. */
  kept: z.number().default(0),
});
export type DiffCounts = z.infer<typeof diffCounts>;

export const diffSummary = z.object({
  kinds: z.record(plannedKind, diffCounts),
  /** Set when more than 5 % of a kind is gone and the import would remove it. */
  brake: z.object({ kind: plannedKind, gone: z.number(), of: z.number() }).nullable(),
});
export type DiffSummary = z.infer<typeof diffSummary>;

export const readingReportView = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      format: z.string(),
      bytes: z.number(),
      unpackedBytes: z.number(),
      records: z.record(z.string(), z.number()),
      unknownKeys: z.array(z.string()),
    }),
  ),
  problems: z.array(
    z.object({
      file: z.string(),
      path: z.string(),
      message: z.string(),
      received: z.string(),
      severity: z.enum(["record_dropped", "field_dropped"]),
    }),
  ),
  problemCount: z.number(),
});

export const planReview = z.object({
  stats: planStats,
  roleMappings: z.array(roleMapping),
  widenings: z.array(
    z.object({
      by: z.enum(["role_map", "membership_role", "target_organization"]),
      role: z.string().nullable(),
      memberships: z.number(),
    }),
  ),
  /** Issues per code, most severe first. */
  issueCodes: z.array(
    z.object({ code: z.string(), severity: z.enum(["blocker", "warning", "info"]), count: z.number() }),
  ),
  report: readingReportView,
  diff: diffSummary.nullable(),
  plannedAt: isoTime,
  diffedAt: isoTime.nullable(),
  planHash: z.string(),
});
export type PlanReview = z.infer<typeof planReview>;

export const planItemKinds = ["organization", "connection", "directory"] as const;
/** `payload` is the planned record of that kind (planner types PlannedOrganization, …). */
export const planItem = z.object({
  ordinal: z.number(),
  sourceId: z.string(),
  label: z.string(),
  payload: z.unknown(),
});
export const itemPage = z.object({
  items: z.array(planItem),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

export const issueRow = z.object({
  ordinal: z.number(),
  code: z.string(),
  severity: z.enum(["blocker", "warning", "info"]),
  kind: z.string(),
  sourceId: z.string().nullable(),
  organizationSourceId: z.string().nullable(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type IssueRow = z.infer<typeof issueRow>;
export const issuePage = z.object({
  items: z.array(issueRow),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

export const diffItemRow = z.object({
  ordinal: z.number(),
  kind: plannedKind,
  /** `conflict`: would be refused; changes.problem says why. `address`: a person whose address changes. */
  action: z.enum(["create", "update", "gone", "conflict", "address"]),
  targetId: z.string(),
  sourceId: z.string().nullable(),
  label: z.string(),
  /** column → [before, after]; for a conflict {problem: code} */
  changes: z.record(z.string(), z.unknown()).nullable(),
});
export const diffItemPage = z.object({
  items: z.array(diffItemRow),
  total: z.number(),
  nextCursor: z.string().nullable(),
});
