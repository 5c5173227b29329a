import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { writtenTables } from "../../lib/destinations/authio/undo/directory-catalog.ts";
import { timed } from "./import-file.ts";

/** What an apply leaves behind. */
const tables: readonly string[] = [...writtenTables, "import_journal", "import_log"];
/** What those hang on; copied too, but it costs nothing. */
const parents = ["origins", "imports"];

type Saved = { table: string; file: string; rows: number };

/** Saves every row that an apply left behind, as `COPY` writes it. */
export async function saveRows(url: string, folder: string): Promise<Saved[]> {
  return withClient(url, async (client) => {
    const saved: Saved[] = [];
    for (const table of [...parents, ...tables]) {
      const file = path.join(folder, `${table}.copy`);
      await pipeline(client.query(copyTo(`COPY ${table} TO STDOUT`)), createWriteStream(file));
      const { rows } = await client.query(`SELECT count(*)::int AS rows FROM ${table}`);
      saved.push({ table, file, rows: rows[0].rows });
    }
    return saved;
  });
}

/**
 * The floor: the same rows, by bare `COPY`, into the same empty tables with the same indexes and foreign keys.
 *
 * @returns seconds, without the import's own row
 */
export async function copyRows(url: string, saved: readonly Saved[]): Promise<number> {
  return withClient(url, async (client) => {
    const copy = async ({ table, file }: Saved) => {
      const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
      await pipeline(createReadStream(file, { highWaterMark: 1 << 17 }), stream);
    };
    // An import that has ended can't be inserted as such; this row is no part of what is measured.
    await client.query("ALTER TABLE imports DISABLE TRIGGER USER");
    for (const each of saved) if (parents.includes(each.table)) await copy(each);
    await client.query("ALTER TABLE imports ENABLE TRIGGER USER");
    return timed(async () => {
      for (const each of saved) if (tables.includes(each.table) && each.rows > 0) await copy(each);
    });
  });
}

export async function removeRows(saved: readonly Saved[]): Promise<void> {
  for (const { file } of saved) await rm(file);
}

/** Changes when a single row of the directory is inserted, updated or deleted. */
export async function directoryState(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const states: string[] = [];
    for (const table of writtenTables) {
      const { rows } = await client.query(
        `SELECT count(*) || ' ' || COALESCE(sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)), 0) AS state
         FROM ${table}`,
      );
      states.push(`${table} ${rows[0].state}`);
    }
    return states.join("\n");
  });
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
