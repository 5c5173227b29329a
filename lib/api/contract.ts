import { z } from "zod";
import { plainDecisions } from "./decision-edits.ts";
import { bigIntText, importProblem, isoTime, plannedKind } from "./fields.ts";
import { planReview, planStats } from "./plan-review.ts";
import { pullProgress } from "./pull.ts";
import { importPurge } from "./storage.ts";
import { undoProgress } from "./undo.ts";

/**
 * What goes over the wire between the dashboard's pages and its route handlers: both sides parse it.
 * Times are ISO strings, 64-bit numbers are decimal strings, lists are paged by an opaque cursor. What is of one page
 * alone (the review, the log, a pull, drift, schedules, …) has a file of its own beside this one.
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

export const apiError = z.object({
  error: z.object({ code: z.string(), message: z.string(), whatToDo: z.string().nullable() }),
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

/** Where the reader has come to, and what follows when all is read. */
export const readingProgress = z.object({
  bytesRead: z.number(),
  bytesTotal: z.number(),
  records: z.record(z.string(), z.number()),
  /** The plan is stored, then compared with the directory. */
  planning: z.object({ step: z.enum(["store", "compare"]), done: z.number(), total: z.number() }).optional(),
});
export type ReadingProgress = z.infer<typeof readingProgress>;

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

/** What the admin saw when confirming: the apply is refused if the plan has changed since. */
export const confirmApply = z.object({
  planHash: z.string(),
  /** Set after the brake was shown and accepted. */
  acceptRemovals: z.boolean().default(false),
});

export const importTick = z.object({
  state: importState,
  plannedAt: isoTime.nullable(),
  diffedAt: isoTime.nullable(),
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
