import { z } from "zod";
import { plannedKinds } from "../planner/planned-records.ts";
import { sourceKinds } from "../planner/source-records.ts";
import { plainDecisions } from "./decision-edits.ts";
import { isCron, isTimeZone } from "./next-run.ts";
import { importPurge } from "./storage.ts";

/**
 * What goes over the wire between the dashboard's pages and its route handlers: both sides parse it.
 * Times are ISO strings, 64-bit numbers are decimal strings, lists are paged by an opaque cursor.
 *
 * | method and path (under /api)                     | body → answer |
 * |---|---|
 * | GET /imports?cursor=                              | → importPage |
 * | POST /imports                                     | createImport → importDetail |
 * | GET /imports/:id                                  | → importDetail |
 * | POST /imports/:id/files                           | declareFile → importFile (`uploadedParts` says what is already here) |
 * | PUT /imports/:id/files/:fileId/parts/:number      | raw bytes, header `x-part-sha256` → {} |
 * | POST /imports/:id/files/:fileId/complete          | → importFile |
 * | DELETE /imports/:id/files/:fileId                 | → {} |
 * | POST /imports/:id/sample                          | → importDetail (fills the import with the sample bundle) |
 * | POST /imports/:id/read                            | → importDetail (read, plan, diff on the queue) |
 * | POST /workos/probe                                | probeKey → probeResult (the key is not kept) |
 * | POST /imports/:id/pull                            | startPull → importDetail (pulls, then reads, plans, diffs) |
 * | PATCH /imports/:id/decisions                      | decisionEdits → importDetail (plans again if they change something) |
 * | GET /imports/:id/plan                             | → planReview |
 * | GET /imports/:id/items?kind=&q=&cursor=           | → itemPage |
 * | GET /imports/:id/merges?flags=&q=&sort=&cursor=   | → mergePage (see merge-groups.ts) |
 * | GET /imports/:id/merges/counts?flags=&q=          | → mergeCounts |
 * | GET /imports/:id/merge?key=                       | → mergeDetail |
 * | GET /imports/:id/issues?code=&severity=&q=&cursor= | → issuePage |
 * | GET /imports/:id/diff-items?action=&kind=&cursor= | → diffItemPage |
 * | POST /imports/:id/{apply,pause,resume,cancel,retry} | confirmApply / {} → importDetail |
 * | GET /imports/:id/undo?cursor=                     | → undoReport (a preview; once it is undone, what came of it) |
 * | POST /imports/:id/undo                            | → importDetail |
 * | GET /imports/:id/events                           | server-sent events: `tick` with importTick |
 * | GET /imports/:id/log?after=&kind=&result=&q=&limit= | → logPage |
 * | PUT /imports/:id/checklist/:item                  | tickChecklist → checklist |
 * | POST /imports/:id/again                           | → importDetail of a new import of the same snapshot, being planned |
 * | GET /imports/:id/summary                          | → importSummary |
 * | GET /imports/:id/drift?cursor=                    | → drift |
 * | GET /imports/:id/organizations/:sourceId          | → organizationStory |
 * | PUT /organizations/:id/authority                  | setAuthority → {} |
 * | GET, POST /schedules                              | → scheduleList; createSchedule → schedule |
 * | GET, PUT, DELETE /schedules/:id                   | changeSchedule → schedule |
 * | POST /schedules/:id/run                           | → schedule (runs now, whatever the clock says) |
 * | GET /schedules/:id/runs?cursor=                   | → scheduleRunPage, newest first |
 * | GET downloads                                     | /imports/:id/{plan.json,migration.json,issues.csv,log.csv,log.ndjson} |
 * | POST /imports/:id/purge                           | → importDetail (everything of it but its counts) |
 * | PUT /retention                                    | retentionDays → {} |
 * | GET /id-map?source_id=&source_id=…                | → idMapAnswer (see id-map.ts); 404 if none of them is known |
 * | GET downloads                                     | /id-map.{csv,ndjson,sql}?kind= |
 *
 * Every error answers {error: {code, message, whatToDo}} (see lib/errors.ts).
 */

export const importStates = [
  "draft",
  "pulling",
  "pull_paused",
  "reading",
  "planning",
  "review",
  "waiting",
  "applying",
  "paused",
  "complete",
  "complete_with_errors",
  "failed",
  "cancelled",
  "retrying",
  "undoing",
  "undone",
] as const;
export const importState = z.enum(importStates);
export type ImportState = z.infer<typeof importState>;

const isoTime = z.string();
const bigIntText = z.string().regex(/^\d+$/);
export const plannedKind = z.enum(plannedKinds);

export const apiError = z.object({
  error: z.object({ code: z.string(), message: z.string(), whatToDo: z.string().nullable() }),
});

/** What stopped an import last; shown until it goes on. */
export const importProblem = z.object({
  code: z.string(),
  message: z.string(),
  whatToDo: z.string().nullable(),
});

export const importFile = z.object({
  id: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  /** Every part but the last has this size. */
  partBytes: z.number(),
  isComplete: z.boolean(),
  /** Numbers from 0 of the parts that are safely stored. */
  uploadedParts: z.array(z.number()),
});
export type ImportFile = z.infer<typeof importFile>;

/** Where the reader has come to. */
export const readingProgress = z.object({
  bytesRead: z.number(),
  bytesTotal: z.number(),
  records: z.record(z.string(), z.number()),
});

export const kindProgress = z.object({
  kind: plannedKind,
  planned: z.number(),
  processed: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  removed: z.number(),
  skipped: z.number(),
  failed: z.number(),
  /** Left alone: Authio owns them. */
  kept: z.number(),
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
});
export type KindProgress = z.infer<typeof kindProgress>;

/** What an import does once it is its turn to write. */
export const importTask = z.enum(["apply", "retry", "undo"]);
export type ImportTask = z.infer<typeof importTask>;

/** What becomes of an import's records when it is undone. */
export const undoCounts = z.object({
  kind: plannedKind,
  /** Created, updated or removed by the import. */
  planned: z.number(),
  removed: z.number(),
  /** Removed by the import, there again. */
  restored: z.number(),
  setBack: z.number(),
  /** Touched since. */
  leftAlone: z.number(),
});
export type UndoCounts = z.infer<typeof undoCounts>;

export const undoProgress = z.object({
  confirmedBy: z.string(),
  confirmedAt: isoTime,
  /** Null while it is under way. */
  undoneAt: isoTime.nullable(),
  kinds: z.array(undoCounts),
});
export type UndoProgress = z.infer<typeof undoProgress>;

/** Why a record is left alone by an undo. */
export const undoReasons = [
  "owned",
  "changed_since",
  "used_since",
  "gone_since",
  "taken_since",
  "parent_gone",
  "database_refused",
] as const;

/** What an undo would do, or, of an import that is undone, what it has done. */
export const undoReport = z.object({
  /** False while the import is compared with the directory: ask again. */
  isReady: z.boolean(),
  /** When it was compared, or undone. */
  at: isoTime.nullable(),
  kinds: z.array(undoCounts),
  /** What is left alone, and why. */
  items: z.array(
    z.object({
      ordinal: z.number(),
      kind: plannedKind,
      label: z.string(),
      sourceIds: z.array(z.string()),
      targetId: z.string().nullable(),
      code: z.enum(undoReasons),
      message: z.string(),
    }),
  ),
  total: z.number(),
  nextCursor: z.string().nullable(),
});
export type UndoReport = z.infer<typeof undoReport>;

/** A resource of the API of WorkOS; each fills the bundle's list of the same name. */
export const pullResource = z.enum(sourceKinds);
export type PullResource = z.infer<typeof pullResource>;

/** What one call can't tell and costs a call per user. */
export const pullExtras = ["auth_factors", "identities"] as const;

export const pullOptions = z.strictObject({
  /** Only these source organizations, with their people; null is all of them. */
  organizations: z.array(z.string().min(1)).min(1).nullable().default(null),
  extras: z.array(z.enum(pullExtras)).default([]),
});
export type PullOptions = z.infer<typeof pullOptions>;

/** An API key on its way in. Never in an answer, a URL or a log. */
export const workosToken = z
  .string()
  .trim()
  .regex(/^sk_[A-Za-z0-9_]{8,250}$/, "not a WorkOS API key: they begin with sk_");

export const probeKey = z.object({ token: workosToken, options: pullOptions.prefault({}) });

/** What a key can read, and how long pulling it would take. */
export const probeResult = z.object({
  /** `sk_live_…a1b2` */
  display: z.string(),
  environment: z.enum(["live", "test", "unknown"]),
  resources: z.array(
    z.object({
      resource: pullResource,
      access: z.enum(["readable", "forbidden", "failed"]),
      /** Where the API tells it, or all of it was on the first page; `isAtLeast`: there is more. */
      records: z.number().nullable(),
      isAtLeast: z.boolean(),
      /** What is lost without it, or what went wrong; null if readable. */
      message: z.string().nullable(),
    }),
  ),
  forecast: z.object({
    requests: z.number(),
    seconds: z.number(),
    /** Counted, or estimated from first pages: then it is a lower bound. */
    isAtLeast: z.boolean(),
    /** The limit that decides how long it takes, in a sentence. */
    bottleneck: z.string(),
  }),
});
export type ProbeResult = z.infer<typeof probeResult>;

export const startPull = z.object({
  /** One key per WorkOS environment. */
  tokens: z.array(workosToken).min(1).max(10),
  options: pullOptions.prefault({}),
});

export const pullLane = z.object({
  keyPosition: z.number(),
  resource: pullResource,
  /** `incomplete`: ended early; what it lacks can remove nothing. */
  state: z.enum(["waiting", "pulling", "done", "incomplete", "forbidden"]),
  records: z.number(),
  requests: z.number(),
  /** Listings known so far (one, or one per organization, directory or user), and those at their end. */
  tasks: z.number(),
  tasksDone: z.number(),
  /** Until when WorkOS lets us wait, or let us last; null if it never did. */
  waitingUntil: isoTime.nullable(),
  problem: importProblem.nullable(),
});
export type PullLane = z.infer<typeof pullLane>;

/** A live import's pull: where it stands, lane by lane. */
export const pullProgress = z.object({
  options: pullOptions,
  /** One per key, in their order. */
  keys: z.array(z.object({ display: z.string(), isWiped: z.boolean() })),
  lanes: z.array(pullLane),
  /** People among the users pulled so far: `rows` users, of whom `mergedRows` share an address and become `mergedPeople`. */
  merge: z.object({
    rows: z.number(),
    people: z.number(),
    mergedRows: z.number(),
    mergedPeople: z.number(),
  }),
  /** When the snapshot was at its end. */
  pulledAt: isoTime.nullable(),
});
export type PullProgress = z.infer<typeof pullProgress>;

export const importListItem = z.object({
  id: z.string(),
  /** The named source it belongs to. */
  originName: z.string(),
  via: z.enum(["wizard", "cli", "schedule"]),
  state: importState,
  createdBy: z.string(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
  fileNames: z.array(z.string()),
  /** Of a live import: its keys, as `sk_live_…a1b2`. */
  keys: z.array(z.string()),
  /** From the plan, once there is one. */
  sourceUsers: z.number().nullable(),
  people: z.number().nullable(),
  organizations: z.number().nullable(),
});
export type ImportListItem = z.infer<typeof importListItem>;
export const importPage = z.object({ items: z.array(importListItem), nextCursor: z.string().nullable() });

export const importDetail = importListItem.extend({
  problem: importProblem.nullable(),
  files: z.array(importFile),
  /** But those about merges: `mergeDetail` has each group's. */
  decisions: plainDecisions,
  reading: readingProgress.nullable(),
  /** Null for an import of files. */
  pull: pullProgress.nullable(),
  plannedAt: isoTime.nullable(),
  diffedAt: isoTime.nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: isoTime.nullable(),
  startedAt: isoTime.nullable(),
  task: importTask,
  progress: z.array(kindProgress),
  /** Null until somebody has it undone. */
  undo: undoProgress.nullable(),
  /** What of it is gone: see storage.ts. */
  purges: z.array(importPurge),
  /** Name of the import that holds the apply lock, while this one is `waiting`. */
  waitingFor: z.string().nullable(),
});
export type ImportDetail = z.infer<typeof importDetail>;

export const createImport = z.object({
  originName: z.string().trim().min(1).max(80).default("WorkOS"),
});

export const declareFile = z.object({
  name: z.string().min(1).max(255),
  sizeBytes: z
    .number()
    .int()
    .min(1)
    .max(4 * 1024 ** 3),
});

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

/** What the admin saw when confirming: the apply is refused if the plan has changed since. */
export const confirmApply = z.object({
  planHash: z.string(),
  /** Set after the brake was shown and accepted. */
  acceptRemovals: z.boolean().default(false),
});

export const importTick = z.object({
  state: importState,
  problem: importProblem.nullable(),
  reading: readingProgress.nullable(),
  pull: pullProgress.nullable(),
  task: importTask,
  progress: z.array(kindProgress),
  undo: undoProgress.nullable(),
  /** The log is complete up to this number. */
  logSeq: bigIntText,
  waitingFor: z.string().nullable(),
});
export type ImportTick = z.infer<typeof importTick>;

export const logResults = ["created", "updated", "removed", "skipped", "failed"] as const;
export const logLine = z.object({
  seq: bigIntText,
  at: isoTime,
  kind: plannedKind,
  result: z.enum(logResults),
  sourceIds: z.array(z.string()),
  targetId: z.string().nullable(),
  label: z.string(),
  code: z.string().nullable(),
  message: z.string().nullable(),
});
export type LogLine = z.infer<typeof logLine>;
/** `after` the given seq, ascending; `before` pages backwards (answers are ascending all the same). */
export const logPage = z.object({
  lines: z.array(logLine),
  /**
   * Where the next page goes on, as `after` or `before`; null at the log's end. A search may give fewer lines than
   * asked for, or none, and yet go on: it looks through so many lines at a time.
   */
  next: z.string().nullable(),
  /** Lines that match the filter up to the watermark; null when counting would take too long. */
  total: z.number().nullable(),
});

export const checklistItems = [
  "send_migration_emails",
  "verify_sample_login",
  "recreate_sso_connections",
  "recreate_scim_directories",
  "decommission_workos",
] as const;
export const checklistItem = z.enum(checklistItems);
export const checklist = z.array(
  z.object({
    item: checklistItem,
    /** `system`: seen in the directory; `person`: somebody's word. */
    by: z.enum(["system", "person"]).nullable(),
    doneBy: z.string().nullable(),
    doneAt: isoTime.nullable(),
    /** What the system sees, in a sentence: "12 people have not been sent a migration e-mail". */
    detail: z.string(),
    href: z.string().nullable(),
  }),
);
export const tickChecklist = z.object({ isDone: z.boolean() });

export const importSummary = z.object({
  detail: importDetail,
  stats: planStats,
  /** Fetched = source records read; imported = in the directory after the run. */
  kinds: z.array(kindProgress.extend({ fetched: z.number() })),
  issueCodes: planReview.shape.issueCodes,
  failures: z.array(z.object({ code: z.string(), count: z.number(), example: z.string() })),
  checklist,
});
export type ImportSummary = z.infer<typeof importSummary>;

export const driftChanges = ["joined", "left", "role", "status", "merged", "sources"] as const;
export const driftReasons = [
  "new_person",
  "known_person",
  "membership_gone",
  "person_gone",
  "merged",
] as const;

/** How an import changed who is in which organization; or, in review, how its plan would (`isApplied`: false). */
export const drift = z.object({
  isApplied: z.boolean(),
  /** Organizations in which something changed, those with most changes first. */
  items: z.array(
    z.object({
      /** Null, where the plan has the organization and the directory not yet. */
      organizationId: z.string().nullable(),
      sourceId: z.string().nullable(),
      name: z.string(),
      /** In the directory now. */
      members: z.number(),
      /** Changes: `merged` went over to another person, `sources` stem from other source memberships. */
      joined: z.number(),
      left: z.number(),
      role: z.number(),
      status: z.number(),
      merged: z.number(),
      sources: z.number(),
      /** Memberships of WorkOS that are fewer here: several of one person, and those that merges hold. */
      folded: z.number(),
      held: z.number(),
      people: z.array(
        z.object({
          /** Null: not here (yet, or any more). */
          userId: z.string().nullable(),
          label: z.string(),
          change: z.enum(driftChanges),
          /** Of a role or status; the role of who joined (`to`) or left (`from`). */
          from: z.string().nullable(),
          to: z.string().nullable(),
          reason: z.enum(driftReasons).nullable(),
          sourceIds: z.array(z.string()),
        }),
      ),
      /** Changes beyond those in `people`. */
      morePeople: z.number(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type Drift = z.infer<typeof drift>;

export const scheduleOutcomes = ["running", "applied", "held", "failed", "cancelled", "skipped"] as const;

/** One time that a schedule was due, or was run by somebody. */
export const scheduleRun = z.object({
  id: bigIntText,
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  /** Who asked for it; null: the clock. */
  startedBy: z.string().nullable(),
  /** `held`: it has a plan and waits for a person. `skipped`: the run before it was still at work. */
  outcome: z.enum(scheduleOutcomes),
  problem: importProblem.nullable(),
  /** Why administrators could not be mailed about it. */
  mailProblem: z.string().nullable(),
  /** Null if it was skipped. */
  importId: z.string().nullable(),
  importState: importState.nullable(),
  progress: z.array(kindProgress),
});
export type ScheduleRun = z.infer<typeof scheduleRun>;
export const scheduleRunPage = z.object({ items: z.array(scheduleRun), nextCursor: z.string().nullable() });

export const scheduleSettings = z.object({
  /** Five fields; the clock is that of the time zone. */
  cron: z
    .string()
    .trim()
    .max(100)
    .refine(isCron, "not a schedule: it has five fields, such as 0 2 * * * for every night at 2"),
  timeZone: z.string().refine(isTimeZone, "not a time zone: they have names such as Europe/Berlin"),
  mode: z.enum(["mirror", "add_only"]),
});
export type ScheduleSettings = z.infer<typeof scheduleSettings>;

/** A pull that is repeated. */
export const schedule = scheduleSettings.extend({
  id: z.string(),
  originName: z.string(),
  isEnabled: z.boolean(),
  /** Null while it is paused. */
  nextRunAt: isoTime.nullable(),
  options: pullOptions,
  /** Decisions leave something out, so that nothing can be judged gone: removals never follow. */
  isCut: z.boolean(),
  /** `sk_live_…a1b2`, one per environment. */
  keys: z.array(z.string()),
  createdBy: z.string(),
  createdAt: isoTime,
  lastRun: scheduleRun.nullable(),
});
export type Schedule = z.infer<typeof schedule>;
export const scheduleList = z.object({ items: z.array(schedule) });

/** Repeats a live import that is through: its options and decisions, with keys of its own. */
export const createSchedule = scheduleSettings.extend({
  importId: z.string(),
  tokens: startPull.shape.tokens,
});

export const changeSchedule = scheduleSettings.extend({
  isEnabled: z.boolean(),
  /** In place of the keys it has; left out, those stay. */
  tokens: startPull.shape.tokens.optional(),
});

/** Who decides what an organization is: WorkOS, which the directory mirrors, or Authio, whose organizations imports leave alone. */
export const authority = z.enum(["workos", "authio"]);
export type Authority = z.infer<typeof authority>;
export const setAuthority = z.object({ authority });

/** One organization through all of it: before, after, what its admin must do. */
export const organizationStory = z.object({
  sourceId: z.string(),
  organizationId: z.string().nullable(),
  name: z.string(),
  slug: z.string(),
  domains: z.array(z.object({ domain: z.string(), state: z.string(), isShared: z.boolean() })),
  before: z.object({ userRows: z.number(), memberships: z.number() }),
  after: z.object({
    people: z.number(),
    byRole: z.record(z.string(), z.number()),
    byStatus: z.record(z.string(), z.number()),
  }),
  /** The first 500, by address. */
  members: z.array(
    z.object({
      email: z.string().nullable(),
      role: z.string(),
      status: z.string(),
      sourceIds: z.array(z.string()),
    }),
  ),
  /** With the values to hand to the customer's IdP admin. */
  connections: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      protocol: z.enum(["saml", "oidc"]),
      known: z.record(z.string(), z.string()),
      missing: z.array(z.string()),
      acsUrl: z.string(),
      spEntityId: z.string(),
    }),
  ),
  directories: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      protocol: z.enum(["scim", "manual"]),
      /** Empty until the directory is imported: the address carries its id. */
      scimBaseUrl: z.string(),
    }),
  ),
  issues: z.array(issueRow),
  isImported: z.boolean(),
});
export type OrganizationStory = z.infer<typeof organizationStory>;
