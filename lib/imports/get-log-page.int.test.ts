import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, databaseAt } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { createImport } from "./create-import.ts";
import { getLogPage, logRequest } from "./get-log-page.ts";
import { listPlanIssues } from "./list-plan-issues.ts";
import { writeIssuesCsv } from "./write-issues-csv.ts";
import { writeLog } from "./write-log.ts";

const actor: CliActor = { kind: "cli", name: "ada" };

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("a log of many lines", () => {
  let db: Database;
  let importId: string;

  /** Chunk 0: 300 organizations; chunk 1: 12,000 people, every hundredth of them failed. */
  beforeAll(async () => {
    db = databaseAt((await testDatabase()).url);
    importId = (await createImport(db, actor, { originName: "WorkOS" })).id;
    const other = (await createImport(db, actor, { originName: "WorkOS" })).id;
    for (const id of [importId, other]) {
      await db.pool.query(
        `INSERT INTO import_log (import_id, seq, kind, result, source_ids, target_id, label, code, message)
         SELECT $1, n, 'organization', 'created', ARRAY['org_' || n], 'org_t' || n, 'Org ' || n, NULL, NULL
         FROM generate_series(1, 300) n
         UNION ALL
         SELECT $1, 1000000 + n, 'user', CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'created' END,
           ARRAY['user_' || n, 'user_' || n || 'b'], NULL, 'p' || n || '@example.com',
           CASE WHEN n % 100 = 0 THEN 'email_taken' END, CASE WHEN n % 100 = 0 THEN '100% taken' END
         FROM generate_series(1, 12000) n`,
        [id],
      );
    }
    await db.pool.query(
      `INSERT INTO import_progress (import_id, kind, planned, processed, created, failed)
       VALUES ($1, 'organization', 300, 300, 300, 0), ($1, 'user', 12000, 12000, 11880, 120)`,
      [importId],
    );
  });
  afterAll(closeDatabasePools);

  const page = (query: Record<string, string>) => getLogPage(db, actor, importId, logRequest.parse(query));
  const seqs = async (query: Record<string, string>) => (await page(query)).lines.map(({ seq }) => seq);

  it("is paged from its beginning to its end without a gap or a repetition", async () => {
    const all: string[] = [];
    let query: Record<string, string> = { limit: "500" };
    for (;;) {
      const { lines, next, total } = await page(query);
      expect(total).toBe(12_300);
      all.push(...lines.map(({ seq }) => seq));
      if (next === null) break;
      query = { limit: "500", after: next };
    }
    expect(all).toHaveLength(12_300);
    expect(new Set(all).size).toBe(12_300);
    expect(all.toSorted((left, right) => Number(left) - Number(right))).toEqual(all);
  });

  it("is paged backwards from its end, lines ascending all the same", async () => {
    const last = await page({ before: "9223372036854775807", limit: "3" });
    expect(last.lines.map(({ seq }) => seq)).toEqual(["1011998", "1011999", "1012000"]);
    expect(last.next).toBe("1011998");
    expect(await seqs({ before: "3" })).toEqual(["1", "2"]);
    expect((await page({ before: "3" })).next).toBeNull();
  });

  it("crosses from one chunk to the next", async () => {
    expect(await seqs({ after: "299", limit: "2" })).toEqual(["300", "1000001"]);
  });

  it("is filtered in the database, and counts what matches", async () => {
    const failed = await page({ kind: "user", result: "failed", limit: "2" });
    expect(failed).toMatchObject({ total: 120, next: "1000200" });
    expect(failed.lines[0]).toMatchObject({ seq: "1000100", code: "email_taken", label: "p100@example.com" });
    expect(await page({ kind: "organization", result: "failed" })).toEqual({
      lines: [],
      next: null,
      total: 0,
    });
  });

  it("finds text in label, message, code and ids, wildcards taken as they are", async () => {
    expect(await seqs({ q: "P11999@EXAMPLE" })).toEqual(["1011999"]);
    expect(await seqs({ q: "user_11998b" })).toEqual(["1011998"]);
    expect(await seqs({ q: "org_t299" })).toEqual(["299"]);
    expect((await page({ q: "100% taken", limit: "500" })).lines).toHaveLength(120);
    expect(await seqs({ q: "1_0% taken" })).toEqual([]);
    expect((await page({ q: "taken" })).total).toBeNull();
  });

  it("is searched so many lines at a time, both ways, to its end", async () => {
    const { id } = await createImport(db, actor, { originName: "WorkOS" });
    await db.pool.query(
      `INSERT INTO import_log (import_id, seq, kind, result, source_ids, label)
       SELECT $1, n, 'user', 'created', ARRAY['user_' || n], CASE WHEN n IN (7, 60000, 110000) THEN 'needle' ELSE '' END
       FROM generate_series(1, 110000) n`,
      [id],
    );
    const search = async (query: Record<string, string>) => {
      const { lines, next } = await getLogPage(db, actor, id, logRequest.parse({ q: "needle", ...query }));
      return [lines.map(({ seq }) => seq), next];
    };
    expect(await search({})).toEqual([["7"], "50000"]);
    expect(await search({ after: "50000" })).toEqual([["60000"], "100000"]);
    expect(await search({ after: "100000" })).toEqual([["110000"], null]);
    expect(await search({ before: "110000" })).toEqual([["60000"], "60000"]);
    expect(await search({ before: "60000" })).toEqual([[], "10000"]);
    expect(await search({ before: "10000" })).toEqual([["7"], null]);
    expect(await search({ q: "user_", limit: "2" })).toEqual([["1", "2"], "2"]);
    expect(await search({ result: "failed" })).toEqual([[], null]);
  });

  it("refuses a page that is too large or a number that is none", () => {
    const isGood = (query: unknown) => logRequest.safeParse(query).success;
    expect(isGood({ limit: "501" })).toBe(false);
    expect(isGood({ after: "-1" })).toBe(false);
    expect(isGood({ after: "9223372036854775808" })).toBe(false);
    expect(isGood({ result: "unchanged" })).toBe(false);
  });

  it("is downloaded whole, or as filtered", async () => {
    const csv = await textOf(await writeLog(db, actor, importId, "csv", {}));
    expect(csv.trimEnd().split("\r\n")).toHaveLength(1 + 12_300);
    const ndjson = await textOf(await writeLog(db, actor, importId, "ndjson", { result: "failed" }));
    const lines = ndjson
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(120);
    expect(lines[0]).toMatchObject({ seq: "1000100", source_ids: ["user_100", "user_100b"] });
    await expect(writeLog(db, actor, "imp_x", "csv", {})).rejects.toMatchObject({ code: "not_found" });
  });

  it("has issues beside it, paged and downloaded, formulas defused", async () => {
    await db.pool.query(
      `INSERT INTO plan_issues (import_id, ordinal, code, severity, kind, source_id, message, search, details)
       SELECT $1, n, 'user_without_email', 'warning', 'users', 'user_' || n, '=cmd|''/c calc''!A' || n, 'cmd ' || n, '{}'
       FROM generate_series(0, 2499) n`,
      [importId],
    );
    const ordinals: number[] = [];
    let cursor: string | undefined;
    do {
      const found = await listPlanIssues(
        db,
        actor,
        importId,
        { code: "user_without_email", q: "CMD" },
        cursor,
      );
      expect(found.total).toBe(2500);
      ordinals.push(...found.items.map(({ ordinal }) => ordinal));
      cursor = found.nextCursor ?? undefined;
    } while (cursor);
    expect(ordinals).toEqual(Array.from({ length: 2500 }, (_, index) => index));
    const lines = (await textOf(await writeIssuesCsv(db, actor, importId))).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2501);
    expect(lines[1]).toContain(",'=cmd|'/c calc'!A0,");
  });
});
