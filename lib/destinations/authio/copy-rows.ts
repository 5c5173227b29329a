import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value of a staging row. Arrays become text[], plain objects jsonb, numbers of `time` columns timestamptz. */
export type CopyValue = string | number | boolean | null | readonly string[];

const needsEscape = /[\\\t\n\r\0]/;
// Postgres text cannot hold U+0000; the reader's records may.
const escapes: Record<string, string> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\uFFFD",
};

function escapeText(text: string): string {
  return needsEscape.test(text)
    ? text.replace(/[\\\t\n\r\0]/g, (character) => escapes[character] ?? character)
    : text;
}

function arrayText(values: readonly string[]): string {
  if (values.length === 0) return "{}";
  const quoted = values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`);
  return escapeText(`{${quoted.join(",")}}`);
}

function copyField(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "number") return String(value);
  return arrayText(value);
}

/** Milliseconds since the epoch → what a timestamptz column reads. */
export function timeValue(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

/** Metadata with its keys in order, so that equal metadata are equal bytes. */
export function metadataValue(metadata: Readonly<Record<string, string>> | null): string | null {
  if (metadata === null) return null;
  const keys = Object.keys(metadata);
  if (keys.length === 0) return "{}";
  return JSON.stringify(Object.fromEntries(keys.sort().map((key) => [key, metadata[key]])));
}

/** Text is handed to the socket in pieces of this size: larger ones hold the event loop, smaller ones cost calls. */
const pieceCharacters = 128 * 1024;

/** Rows in the text format of COPY, a piece of many rows at a time. */
export function* copyText(rows: Iterable<readonly CopyValue[]>): Iterable<string> {
  let piece = "";
  for (const row of rows) {
    let line = "";
    for (let index = 0; index < row.length; index++) {
      const field = copyField(row[index] ?? null);
      line = index === 0 ? field : `${line}\t${field}`;
    }
    piece += `${line}\n`;
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/**
 * Streams rows into a table by COPY, at the pace of the database.
 *
 * @param columns the columns that each row gives, in the order of its values
 * @param pieces the rows as `copyText` writes them
 */
export async function copyPieces(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  const finished = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.once("error", reject);
  });
  try {
    for await (const piece of pieces) {
      if (stream.write(piece)) continue;
      await Promise.race([new Promise((resolve) => stream.once("drain", resolve)), finished]);
    }
    stream.end();
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    await finished.catch(() => undefined);
    throw error;
  }
  await finished;
}

/**
 * Streams rows into a table by COPY, at the pace of the database.
 *
 * @param columns the columns that each row gives, in the order of its values
 */
export function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  return copyPieces(client, table, columns, copyText(rows));
}
