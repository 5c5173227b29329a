import { createHash, type Hash } from "node:crypto";
import type pg from "pg";
import { type CopyValue, copyRows } from "../destinations/authio/copy-rows.ts";
import type { OnProgress } from "../destinations/authio/diff-plan.ts";
import { stagedText } from "../destinations/authio/staged-chunk.ts";
import { issueCodes } from "../planner/issue-codes.ts";
import type { Plan, PlannedMerge } from "../planner/plan.ts";
import { type PlannedKind, type PlannedRecords, plannedKinds } from "../planner/planned-records.ts";
import type { SourceKind } from "../planner/source-records.ts";
import { mergeFactColumns, mergeFacts } from "./merge-facts.ts";
import { pack } from "./pack.ts";

/**
 * Records of a chunk: the unit of staging, of a transaction, of what is done again after a crash. Larger chunks
 * cost less each; smaller ones answer to pause sooner and show progress.
 */
const recordsPerChunk = 10_000;

/** The first chunk is small, so that the first log line is on screen at once. */
const recordsOfFirstChunk = 100;

/** The key that a kind is ordered by, so that the chunks of one organization or person can be found again. */
function recordKey(kind: PlannedKind, record: PlannedRecords[PlannedKind]): string {
  if (kind === "membership") {
    const membership = record as PlannedRecords["membership"];
    return `${membership.organizationSourceId ?? ""} ${membership.userSourceId}`;
  }
  return "sourceId" in record ? record.sourceId : "";
}

async function storeKind(
  client: pg.PoolClient,
  importId: string,
  plan: Plan,
  kind: PlannedKind,
  firstPosition: number,
  hash: Hash,
  limit: number,
  onStored: (records: number) => void,
): Promise<number> {
  let position = firstPosition;
  let records: PlannedRecords[PlannedKind][] = [];
  let firstKey = "";
  let lastKey = "";
  const store = async () => {
    const text = records.map((record) => JSON.stringify(record)).join("\n");
    hash.update(text);
    const [content, staged] = await Promise.all([
      pack(text),
      pack(stagedText(kind, records, position - firstPosition)),
    ]);
    await client.query(
      `INSERT INTO plan_chunks (import_id, position, kind, records, first_key, last_key, content, staged)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [importId, position, kind, records.length, firstKey, lastKey, content, staged],
    );
    position++;
    onStored(records.length);
    records = [];
  };
  for (const record of plan.records(kind)) {
    lastKey = recordKey(kind, record);
    if (records.length === 0) firstKey = lastKey;
    records.push(record);
    if (records.length >= (position === 0 ? Math.min(recordsOfFirstChunk, limit) : limit)) await store();
  }
  if (records.length > 0) await store();
  return position;
}

function* itemRows(importId: string, plan: Plan): Iterable<readonly CopyValue[]> {
  const row = (
    kind: string,
    ordinal: number,
    sourceId: string,
    label: string,
    search: string,
    payload: unknown,
  ) => [
    importId,
    kind,
    ordinal,
    sourceId,
    label,
    `${label} ${sourceId} ${search}`.toLowerCase(),
    JSON.stringify(payload),
  ];
  let ordinal = 0;
  // Merges are searched by `plan_merges`.
  for (const merge of plan.merges()) yield row("merge", ordinal++, merge.emailKey, merge.emailKey, "", merge);
  ordinal = 0;
  for (const organization of plan.records("organization")) {
    const domains = organization.domains.map((domain) => domain.domain).join(" ");
    yield row(
      "organization",
      ordinal++,
      organization.sourceId,
      organization.name,
      `${organization.slug} ${domains}`,
      organization,
    );
  }
  for (const kind of ["connection", "directory"] as const) {
    ordinal = 0;
    for (const record of plan.records(kind)) {
      const type = "connectionType" in record ? record.connectionType : record.directoryType;
      yield row(
        kind,
        ordinal++,
        record.sourceId,
        record.name,
        `${type} ${record.organizationSourceId ?? ""}`,
        record,
      );
    }
  }
}

/** What the merge explorer goes by; `onMerge` sees each merge on the way. */
function* mergeRows(
  importId: string,
  plan: Plan,
  onMerge: (merge: PlannedMerge) => void,
): Iterable<readonly CopyValue[]> {
  const { merges: decided } = plan.decisions;
  let ordinal = 0;
  for (const merge of plan.merges()) {
    onMerge(merge);
    yield mergeFacts(importId, ordinal++, merge, Object.hasOwn(decided, merge.emailKey));
  }
}

function* issueRows(importId: string, plan: Plan): Iterable<readonly CopyValue[]> {
  let ordinal = 0;
  for (const issue of plan.issues) {
    yield [
      importId,
      ordinal++,
      issue.code,
      issueCodes[issue.code].severity,
      issue.kind,
      issue.sourceId,
      issue.organizationSourceId,
      issue.message,
      `${issue.code} ${issue.sourceId ?? ""} ${issue.message}`.toLowerCase(),
      JSON.stringify(issue.details),
    ];
  }
}

/** Rows between two calls. */
const countedAtOnce = 1_000;

/** The same rows; `onStored` is told of them on their way. */
function* counted<Row>(rows: Iterable<Row>, onStored: (rows: number) => void): Iterable<Row> {
  let count = 0;
  for (const row of rows) {
    yield row;
    if (++count % countedAtOnce === 0) onStored(countedAtOnce);
  }
  onStored(count % countedAtOnce);
}

/** Every record is in a chunk; what lists show is stored as rows beside that, and merges twice. */
function rowsToStore({ stats, issues }: Plan): number {
  const { organization, connection, directory } = stats.planned;
  const records = Object.values(stats.planned).reduce((sum, count) => sum + count, 0);
  return records + organization + connection + directory + 2 * stats.mergeGroups + issues.length;
}

/** The parts of a plan that are no records: stored as JSON on the import, the stats in a column of their own. */
export type PlanSummary = Pick<
  Plan,
  "version" | "provider" | "decisions" | "stats" | "roleMappings" | "widenings"
> & {
  /** Source ids that were read but stay behind, by decision or because they can't be used: not gone at the source. */
  leftBehind: string[];
  /** Kinds with more issues than the plan lists: what of them stays behind is not all in `leftBehind`. */
  kindsWithUnlistedIssues: SourceKind[];
};

/**
 * Stores a plan in place of the import's earlier one, in the caller's transaction.
 *
 * @returns the plan's fingerprint (SHA-256 of its records, decisions and issues)
 */
export async function storePlan(
  client: pg.PoolClient,
  importId: string,
  plan: Plan,
  options: {
    /** Records of a chunk. */
    chunkSize?: number | undefined;
    onProgress?: OnProgress;
  } = {},
): Promise<string> {
  const { chunkSize = recordsPerChunk, onProgress = () => undefined } = options;
  const total = rowsToStore(plan);
  let done = 0;
  const onStored = (rows: number) => {
    done += rows;
    onProgress(done, total);
  };

  for (const table of ["plan_chunks", "plan_items", "plan_merges", "plan_issues", "import_progress"]) {
    await client.query(`DELETE FROM ${table} WHERE import_id = $1`, [importId]);
  }
  const hash = createHash("sha256");
  hash.update(JSON.stringify([plan.version, plan.decisions, plan.issues]));
  let position = 0;
  for (const kind of plannedKinds)
    position = await storeKind(client, importId, plan, kind, position, hash, chunkSize, onStored);
  await copyRows(
    client,
    "plan_items",
    ["import_id", "kind", "ordinal", "source_id", "label", "search", "payload"],
    counted(itemRows(importId, plan), onStored),
  );
  const leftBehind = new Set(plan.decisions.exclusions);
  for (const issue of plan.issues) if (issue.sourceId !== null) leftBehind.add(issue.sourceId);
  await copyRows(
    client,
    "plan_merges",
    mergeFactColumns,
    counted(
      mergeRows(importId, plan, (merge) => {
        for (const held of merge.heldMembershipSourceIds) leftBehind.add(held);
      }),
      onStored,
    ),
  );
  await copyRows(
    client,
    "plan_issues",
    [
      "import_id",
      "ordinal",
      "code",
      "severity",
      "kind",
      "source_id",
      "organization_source_id",
      "message",
      "search",
      "details",
    ],
    counted(issueRows(importId, plan), onStored),
  );
  await client.query(
    `INSERT INTO import_progress (import_id, kind, planned)
     SELECT $1, kind, sum(records) FROM plan_chunks WHERE import_id = $1 GROUP BY kind`,
    [importId],
  );
  const { version, provider, decisions, stats, roleMappings, widenings } = plan;
  const summary: Omit<PlanSummary, "stats"> = {
    version,
    provider,
    decisions,
    roleMappings,
    widenings,
    leftBehind: [...leftBehind],
    kindsWithUnlistedIssues: plan.issues
      .filter((issue) => "more" in issue.details)
      .map((issue) => issue.kind),
  };
  const planHash = hash.digest("hex");
  await client.query(
    `UPDATE imports SET plan_summary = $2, plan_stats = $3, plan_hash = $4, planned_at = now(), diff_summary = NULL, diffed_at = NULL
     WHERE id = $1`,
    [importId, JSON.stringify(summary), JSON.stringify(stats), planHash],
  );
  return planHash;
}
