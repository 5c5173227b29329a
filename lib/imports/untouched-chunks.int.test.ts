import { describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { applyPlanned, freshDatabase, importBundle, planImport } from "./testing/planned-import.ts";

const time = "2024-01-01T00:00:00.000Z";
const users = (changed?: string) =>
  Array.from({ length: 40 }, (_, index) => ({
    id: `user_${String(index).padStart(2, "0")}`,
    email: `person${index}@example.com`,
    email_verified: true,
    first_name: index === 35 && changed ? changed : "Given",
    last_name: `Name ${index}`,
    created_at: time,
    updated_at: time,
  }));

/** An operator's hand in the directory, between the review of an import and its apply. */
const touch = (db: Database) =>
  db.pool.query(
    "UPDATE users SET name = 'By hand' WHERE email IN ('person1@example.com', 'person36@example.com')",
  );
const touched = async (db: Database) =>
  (await db.prisma.user.findMany({ where: { name: "By hand" } })).map((user) => user.email);

/** Of each chunk of people, whether the diff found nothing to write in it. */
async function untouchedChunks(db: Database, importId: string): Promise<boolean[]> {
  const chunks = await db.prisma.planChunk.findMany({
    where: { importId, kind: "user" },
    orderBy: { position: "asc" },
  });
  return chunks.map((chunk) => chunk.kept !== null);
}

describe("chunks that the diff found in the directory as planned", () => {
  it("are counted, and not looked at again", async () => {
    const db = await freshDatabase();
    await importBundle(db, { users: users() });
    const importId = await planImport(db, { users: users("Changed") }, {}, "WorkOS", 10);
    expect(await untouchedChunks(db, importId)).toEqual([true, true, true, false]);
    await touch(db);
    expect(await applyPlanned(db, importId)).toBe("complete");
    const { processed, updated, unchanged } = await db.prisma.importProgress.findUniqueOrThrow({
      where: { importId_kind: { importId, kind: "user" } },
    });
    // Of the two that were touched, one stands in the chunk that had something to write.
    expect({ processed, updated, unchanged }).toEqual({ processed: 40, updated: 2, unchanged: 38 });
    expect(await touched(db)).toEqual(["person1@example.com"]);
    const log = await db.prisma.importLog.findMany({ where: { importId } });
    expect(log.map((line) => line.label).sort()).toEqual(["person35@example.com", "person36@example.com"]);
  });

  it("are looked at again, if another import wrote since", async () => {
    const db = await freshDatabase();
    await importBundle(db, { users: users() });
    const importId = await planImport(db, { users: users() }, {}, "WorkOS", 10);
    expect(await untouchedChunks(db, importId)).toEqual([true, true, true, true]);
    const other = await planImport(db, { users: users("Other") }, {}, "WorkOS", 10);
    await applyPlanned(db, other);
    await touch(db);
    expect(await applyPlanned(db, importId)).toBe("complete");
    expect(await touched(db)).toEqual([]);
    const changed = await db.prisma.user.findUniqueOrThrow({ where: { email: "person35@example.com" } });
    expect(changed.firstName).toBe("Given");
  });
});
