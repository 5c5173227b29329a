import type pg from "pg";

/** What an import leaves behind: every row, one a line. */
export type Imprint = { directory: string[]; log: string[]; journal: string[]; counts: string[] };

type Row = Record<string, unknown>;

/** The directory's tables, and by what a row of theirs is known from run to run, where its id is random. */
const directoryTables: Record<string, (row: Row) => unknown[]> = {
  organizations: (row) => [row.source_key],
  organization_domains: (row) => [row.organization_id, row.domain],
  organization_roles: (row) => [row.source_key],
  users: (row) => [row.primary_source_key ?? row.email],
  user_sources: (row) => [row.source_key],
  members: (row) => [row.organization_id, row.user_id],
  accounts: (row) => [row.provider_id, row.account_id],
  sessions: (row) => [row.id],
  connections: (row) => [row.source_key],
  directories: (row) => [row.source_key],
  directory_groups: (row) => [row.source_key],
  directory_users: (row) => [row.source_key],
  directory_group_members: () => [],
  invitations: (row) => [row.source_key],
};

const countTables = ["import_progress", "undo_progress", "undo_items"];

/**
 * Reads what an import left behind. Two that did the same have the same, though ids are random and the clock goes
 * on: an id that this import made is written as what its row is known by, and times of writing are left out.
 *
 * @param isExact with times of writing, in the directory: what an undo leaves behind is as it was in every column
 */
export async function readImprint(
  client: pg.Client,
  importId: string,
  { isExact }: { isExact: boolean },
): Promise<Imprint> {
  const tables = Object.entries(directoryTables);
  const rowsOf = new Map<string, Row[]>();
  for (const [table] of tables) {
    const { rows } = await client.query<{ row: Row }>(
      `SELECT to_jsonb(t) ${isExact ? "" : withoutTimes(table)} AS row FROM ${table} t`,
    );
    rowsOf.set(
      table,
      rows.map(({ row }) => row),
    );
  }
  const journal = await readRows(
    client,
    `SELECT seq, target_table, target_id, action, before - 'updated_at' AS before,
       CASE target_table WHEN 'accounts' THEN after ${withoutTimes("accounts")} ELSE after - 'updated_at' END AS after
     FROM import_journal WHERE import_id = $1`,
    importId,
  );
  const names = nameIds(rowsOf, journal);
  const write = (rows: Row[], prefix = "") => rows.map((row) => prefix + named(JSON.stringify(row), names));
  const counts: string[] = [];
  for (const table of countTables) {
    const rows = await readRows(
      client,
      `SELECT to_jsonb(t) - 'started_at' - 'finished_at' AS row FROM ${table} t WHERE import_id = $1`,
      importId,
    );
    counts.push(...write(rows, `${table} `));
  }
  const standing =
    "SELECT state, applied_chunks, task_steps, retried_below, problem FROM imports WHERE id = $1";
  counts.push(...write(await readRows(client, standing, importId), "import "));
  const log = await readRows(
    client,
    `SELECT seq, kind, result, source_ids, target_id, label, code, message FROM import_log
     WHERE import_id = $1 ORDER BY seq`,
    importId,
  );
  return {
    directory: tables.flatMap(([table]) => write(rowsOf.get(table) ?? [], `${table} `)).sort(),
    log: write(log),
    journal: write(journal).sort(),
    counts: counts.sort(),
  };
}

/** Identities have no time of their own at the source: theirs is that of the writing. */
const withoutTimes = (table: string) =>
  table === "accounts" ? "- 'updated_at' - 'created_at'" : "- 'updated_at'";

async function readRows(client: pg.Client, sql: string, importId: string): Promise<Row[]> {
  return (await client.query<Row>(sql, [importId])).rows;
}

const madeId = /\b[a-z]+_[0-9a-f]{32}\b/g;

const named = (text: string, names: Map<string, string>) => text.replace(madeId, (id) => names.get(id) ?? id);

/** What the rows are known by that this import made; those that were there before have the same id in every run. */
function nameIds(rowsOf: Map<string, Row[]>, journal: Row[]): Map<string, string> {
  const made = journal.filter(({ action }) => action === "insert");
  const ids = new Set(made.map(({ target_id }) => target_id));
  const names = new Map<string, string>();
  // Parents stand before what is known by them.
  for (const [table, known] of Object.entries(directoryTables)) {
    const images = made.filter(({ target_table }) => target_table === table).map(({ after }) => after as Row);
    for (const row of [...images, ...(rowsOf.get(table) ?? [])]) {
      if (typeof row.id !== "string" || !ids.has(row.id)) continue;
      names.set(row.id, `<${table} ${named(known(row).join(" "), names)}>`);
    }
  }
  return names;
}

/** The first lines in which two imprints differ, with the part they belong to; none if they are the same. */
export function differences(expected: Imprint, found: Imprint, most = 2): string[] {
  return (["directory", "log", "journal", "counts"] as const).flatMap((part) => {
    const missing = without(expected[part], found[part]);
    const extra = without(found[part], expected[part]);
    return [
      ...missing.slice(0, most).map((line) => `${part}: missing ${line.slice(0, 300)}`),
      ...extra.slice(0, most).map((line) => `${part}: not expected ${line.slice(0, 300)}`),
      ...(missing.length + extra.length > 0
        ? [`${part}: ${missing.length} lines missing, ${extra.length} not expected`]
        : []),
    ];
  });
}

/** The lines of the first list that the second does not have as often. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
