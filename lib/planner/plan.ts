import type { Decisions } from "./decisions.ts";
import type { PlanIssue } from "./issues.ts";
import type { PlannedKind, PlannedRecords, PlannedUserSource } from "./planned-records.ts";
import type { MembershipStatus, SourceKind } from "./source-records.ts";

/** Raised when the same input would give another plan: part of the document. */
export const planVersion = 1;

/**
 * A group of two or more source rows with one e-mail key, and what becomes of it.
 * Ordered by `emailKey`.
 */
export type PlannedMerge = {
  emailKey: string;
  /** `undecided` is what the policy `hold` makes of a group that needs a person. */
  decision: "merge" | "hold" | "split" | "undecided";
  /** The source id of the person the rows become. */
  userSourceId: string;
  name: string;
  rows: readonly (PlannedUserSource & {
    isSurvivor: boolean;
    /** True for rows that a split keeps apart. */
    isSplit: boolean;
    /** Organizations this row had, at the source. */
    organizations: readonly {
      sourceId: string;
      name: string;
      role: string;
      /** As written at the source, the main one first. */
      sourceRoles: readonly string[];
      status: MembershipStatus;
    }[];
    /** Why this row stands behind the one that ranks highest. */
    rank: "survivor" | "unverified" | "earlier_sign_in" | "younger" | "id";
  })[];
  /** Fields on which rows disagree, with every value that was found (survivor's first). */
  conflicts: readonly { field: string; values: readonly string[] }[];
  /** Memberships that the policy or a decision leaves out. */
  heldMembershipSourceIds: readonly string[];
};

/** One line of the role-mapping table. Ordered by `sourceRole`. */
export type RoleMapping = {
  sourceRole: string;
  /** What the plan makes of it. */
  role: string;
  by: "table" | "custom" | "decision";
  memberships: number;
  organizations: number;
};

export type PlanStats = {
  /** Records that could be read, per source kind. */
  source: Record<SourceKind, number>;
  /** Records that shall be in the directory, per planned kind. */
  planned: Record<PlannedKind, number>;
  /** Addresses with two or more source rows, whatever was decided about them. */
  mergeGroups: number;
  /** Source rows in groups of two or more (the guide's 47) … */
  mergedSourceUsers: number;
  /** … and the people they become (the guide's 23). */
  mergedPeople: number;
  /** Source rows folded away: 5 rows, 3 addresses → 2. */
  foldedUsers: number;
  heldMemberships: number;
  unverifiedUsers: number;
  mfaEnrolledUsers: number;
  /** What can't be moved, counted: people whose password, sessions, TOTP secret stay behind. */
  notMoved: { passwords: number; sessions: number; mfaSecrets: number };
  issues: { blocker: number; warning: number; info: number };
};

/** What the admin's decisions added to what people had (decision 6): listed as theirs, never silent. */
export type Widening = {
  by: "role_map" | "membership_role" | "target_organization";
  role: string | null;
  memberships: number;
};

/**
 * What shall be in the directory: a pure function of snapshot and decisions.
 * `records` builds its output on the way, so that a million people need not be held twice;
 * it can be called any number of times and always yields the same.
 */
export interface Plan {
  readonly version: typeof planVersion;
  readonly provider: "workos";
  readonly decisions: Decisions;
  readonly stats: PlanStats;
  readonly roleMappings: readonly RoleMapping[];
  readonly widenings: readonly Widening[];
  /** Ordered by severity, code, source id. */
  readonly issues: readonly PlanIssue[];
  merges(): Iterable<PlannedMerge>;
  records<Kind extends PlannedKind>(kind: Kind): Iterable<PlannedRecords[Kind]>;
}

/** Source kinds whose lists were in the snapshot at all: a kind that is absent can remove nothing (decision 15). */
export type SnapshotCoverage = Record<SourceKind, boolean>;
