import { describe, expect, it } from "vitest";
import { logLinesPerChunk } from "../destinations/authio/write-chunk.ts";
import { diffImport } from "./diff-import.ts";
import { acquireLease, releaseLease } from "./lease.ts";
import {
  applyPlanned,
  directoryRows,
  freshDatabase,
  importBundle,
  planImport,
  undoImported,
} from "./testing/planned-import.ts";

const time = "2024-01-01T00:00:00.000Z";
const person = (nth: number, email = `person${nth}@example.com`) => ({
  id: `user_${String(nth).padStart(2, "0")}`,
  email,
  email_verified: true,
  first_name: "Given",
  last_name: `Name ${nth}`,
  created_at: time,
  updated_at: time,
});
const people = Array.from({ length: 40 }, (_, nth) => person(nth));

/** In the last of four chunks of ten: two people swap addresses, and two become one. */
const changed = [
  ...people.slice(0, 36),
  person(36, "person39@example.com"),
  person(37, "person38@example.com"),
  person(38, "person37@example.com"),
  person(39),
];

describe("the chunks of a plan as they are staged", () => {
  it("number log and journal by chunk, of people who swap addresses and of those who become one as well", async () => {
    const db = await freshDatabase();
    await importBundle(db, { users: people });
    const before = await directoryRows(db);
    const importId = await planImport(db, { users: changed }, {}, "WorkOS", 10);
    expect(await applyPlanned(db, importId)).toBe("complete");
    const chunks = await db.prisma.planChunk.findMany({ where: { importId, kind: "user" } });
    const positions = chunks.map((chunk) => chunk.position);
    expect(positions).toHaveLength(4);
    const places = async (table: "import_log" | "import_journal") => {
      const { rows } = await db.pool.query<{ chunk: number; ordinal: number }>(
        `SELECT DISTINCT ((seq - 1) / $2)::int AS chunk, ((seq - 1) % $2)::int AS ordinal FROM ${table} WHERE import_id = $1`,
        [importId, logLinesPerChunk],
      );
      return rows;
    };
    const numbers = [...(await places("import_log")), ...(await places("import_journal"))];
    expect(new Set(numbers.map(({ chunk }) => chunk))).toEqual(new Set([Math.max(...positions)]));
    const ordinals = new Set(numbers.map(({ ordinal }) => Math.floor(ordinal / 100_000)));
    // Records, addresses that were freed, people who went.
    expect([...ordinals].sort()).toEqual([0, 4, 5]);
    expect(await undoImported(db, importId)).toBe("undone");
    expect(await directoryRows(db)).toEqual(before);
  });

  it.each([
    ["has none", "NULL"],
    ["has other columns", "content"],
  ])("are made from its records where a plan of an earlier version %s", async (_, staged) => {
    const db = await freshDatabase();
    await importBundle(db, { users: people });
    const importId = await planImport(db, { users: changed }, {}, "WorkOS", 10);
    const compared = async () => {
      const { diffSummary } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
      const items = await db.prisma.diffItem.findMany({ where: { importId }, orderBy: { ordinal: "asc" } });
      const chunks = await db.prisma.planChunk.findMany({
        where: { importId },
        select: { position: true, kept: true },
        orderBy: { position: "asc" },
      });
      return { diffSummary, items, chunks };
    };
    const before = await compared();
    await db.pool.query(`UPDATE plan_chunks SET staged = ${staged} WHERE import_id = $1`, [importId]);
    const lease = await acquireLease(db, importId, "test");
    if (!lease) throw new Error("nobody else holds the lease");
    await diffImport(db, lease);
    await releaseLease(db, lease);
    expect(await compared()).toEqual(before);
    expect(await applyPlanned(db, importId)).toBe("complete");
    expect(await db.prisma.user.count()).toBe(39);
    expect(await db.prisma.user.findUnique({ where: { email: "person38@example.com" } })).toMatchObject({
      primarySourceKey: "workos:user_37",
    });
  });
});
