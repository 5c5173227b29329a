import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import pg from "pg";
import { timed } from "./import-file.ts";

/** As many as the browser sends at once. */
const connections = 3;

/**
 * What an upload is held against: the same parts of the file, by a bare script, durably into a table like the one
 * they are kept in.
 *
 * @returns seconds
 */
export async function uploadBare(url: string, file: string, partBytes: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const source = await open(file);
  try {
    await pool.query("CREATE TABLE bare_parts (LIKE import_file_parts INCLUDING ALL)");
    const { size } = await source.stat();
    let next = 0;
    const lane = async () => {
      for (let number = next++; number * partBytes < size; number = next++) {
        const content = Buffer.alloc(Math.min(partBytes, size - number * partBytes));
        await source.read(content, 0, content.length, number * partBytes);
        await pool.query("INSERT INTO bare_parts VALUES ('file', $1, $2, $3, $4)", [
          number,
          createHash("sha256").update(content).digest("hex"),
          content.length,
          content,
        ]);
      }
    };
    return await timed(() => Promise.all(Array.from({ length: connections }, lane)));
  } finally {
    await pool.query("DROP TABLE IF EXISTS bare_parts");
    await pool.end();
    await source.close();
  }
}
