import { randomBytes } from "node:crypto";
import { type Database, databaseAt } from "../../database/database.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import { testDatabase } from "../../database/test-database.ts";
import { writtenTables } from "../../destinations/authio/undo/directory-catalog.ts";
import { type Decisions, decisionsSchema } from "../../planner/decisions.ts";
import { parseSourceRecord } from "../../planner/parse-source-record.ts";
import { planMigration } from "../../planner/plan-migration.ts";
import { type SourceKind, sourceKinds } from "../../planner/source-records.ts";
import { memorySource, type SnapshotRecords } from "../../planner/testing/memory-source.ts";
import type { ReadingReport } from "../../sources/bundle/reading-report.ts";
import { diffImport } from "../diff-import.ts";
import { acquireLease, releaseLease } from "../lease.ts";
import { storePlan } from "../plan-store.ts";
import { startUndo } from "../start-undo.ts";
import { workOnImport } from "../work-on-import.ts";

/** A bundle as it lies on disk: raw WorkOS records under the bundle's keys. */
export type TestBundle = Partial<Record<SourceKind, unknown[]>>;

export async function freshDatabase(): Promise<Database> {
  const { url } = await testDatabase();
  return databaseAt(url);
}

function parseBundle(bundle: TestBundle): SnapshotRecords {
  return Object.fromEntries(
    sourceKinds.flatMap((kind) => {
      const list = bundle[kind];
      return list ? [[kind, list.flatMap((raw) => parseSourceRecord(kind, raw).record ?? [])]] : [];
    }),
  );
}

/** An import in review: read, planned and compared, as the worker leaves it; only the upload is left out. */
export function planImport(
  db: Database,
  bundle: TestBundle,
  decisions: Partial<Decisions> = {},
  originName = "WorkOS",
  recordsPerChunk?: number,
): Promise<string> {
  return planSnapshot(db, parseBundle(bundle), decisions, originName, recordsPerChunk);
}

/** The same, of records that were read already. A kind without a list is missing in the snapshot. */
export async function planSnapshot(
  db: Database,
  records: SnapshotRecords,
  decisions: Partial<Decisions> = {},
  originName = "WorkOS",
  recordsPerChunk?: number,
): Promise<string> {
  const parsed = decisionsSchema.parse({ version: 1, ...decisions });
  const origin = await db.prisma.origin.upsert({
    where: { name: originName },
    create: { name: originName },
    update: {},
  });
  const importId = `imp_${randomBytes(8).toString("hex")}`;
  await db.prisma.import.create({
    data: { id: importId, originId: origin.id, via: "cli", createdBy: "test", decisions: parsed },
  });
  // Held for as long as a worker of the test could take the import for its own.
  const lease = await acquireLease(db, importId, "test");
  if (!lease) throw new Error("a new import has no lease");
  const report: ReadingReport = {
    files: [],
    problems: [],
    problemCount: 0,
    problemsByMessage: [],
    missingKinds: sourceKinds.filter((kind) => records[kind] === undefined),
    kindsWithDroppedRecords: [],
    firstPageKinds: [],
  };
  await db.prisma.import.update({
    where: { id: importId },
    data: { state: "reading", readingReport: report },
  });
  await db.prisma.import.update({ where: { id: importId }, data: { state: "planning" } });
  const plan = await planMigration(memorySource(records), parsed);
  await inTransaction(db.pool, (client) => storePlan(client, importId, plan, { chunkSize: recordsPerChunk }));
  await diffImport(db, lease);
  await db.prisma.import.update({ where: { id: importId }, data: { state: "review" } });
  await releaseLease(db, lease);
  return importId;
}

/** Confirms without further questions and applies in this process. */
export async function applyPlanned(db: Database, importId: string): Promise<string> {
  await db.prisma.import.update({ where: { id: importId }, data: { state: "waiting" } });
  await workOnImport(db, importId);
  return (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).state;
}

/** Plans and applies a bundle. */
export async function importBundle(
  db: Database,
  bundle: TestBundle,
  decisions: Partial<Decisions> = {},
  originName?: string,
): Promise<{ importId: string; state: string; diff: Record<string, Record<string, number>> }> {
  const importId = await planImport(db, bundle, decisions, originName);
  const planned = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  const diff = (planned.diffSummary as { kinds: Record<string, Record<string, number>> }).kinds;
  return { importId, state: await applyPlanned(db, importId), diff };
}

/** Confirms the undo and does it in this process. */
export async function undoImported(db: Database, importId: string): Promise<string> {
  await startUndo(db, { kind: "cli", name: "test" }, importId);
  await workOnImport(db, importId);
  return (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).state;
}

const directoryTables = [...writtenTables, "sessions"];

/** Every row of the directory, whole: `table {…}` a line. */
export async function directoryRows(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ line: string }>(
    directoryTables
      .map((table) => `SELECT '${table} ' || to_jsonb(t)::text AS line FROM ${table} t`)
      .join(" UNION ALL "),
  );
  return rows.map(({ line }) => line).sort();
}

export type DirectoryTuple = { table: string; name: string; row: Record<string, unknown> };

/** Every row of the directory by where it lies and who wrote it: a row that is written again lies elsewhere. */
export async function directoryTuples(db: Database): Promise<Map<string, DirectoryTuple>> {
  const { rows } = await db.pool.query<DirectoryTuple & { tuple: string }>(
    directoryTables
      .map(
        (table) =>
          `SELECT concat_ws(' ', '${table}', t.ctid, t.xmin) AS tuple, '${table}' AS "table", to_jsonb(t) AS row,
             COALESCE(to_jsonb(t) ->> 'id', to_jsonb(t) ->> 'source_key', concat(to_jsonb(t) -> 'group_id', to_jsonb(t) -> 'directory_user_id')) AS name
           FROM ${table} t`,
      )
      .join(" UNION ALL "),
  );
  return new Map(rows.map(({ tuple, ...row }) => [tuple, row]));
}

/** An empty directory without any import, faster than a fresh database. */
export async function emptyDatabase(db: Database): Promise<void> {
  await db.pool.query(
    "DELETE FROM imports; DELETE FROM origins; DELETE FROM users; DELETE FROM organizations; DELETE FROM organization_roles",
  );
}
