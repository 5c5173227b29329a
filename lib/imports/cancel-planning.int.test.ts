import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, databaseAt } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { cancelImport } from "./cancel-import.ts";
import { createImport } from "./create-import.ts";
import { closeQueue } from "./queue.ts";
import { startReading } from "./start-reading.ts";
import { gatedDatabase } from "./testing/gated-database.ts";
import { applyPlanned, directoryRows } from "./testing/planned-import.ts";
import { useSample } from "./use-sample.ts";
import { workOnImport } from "./work-on-import.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const sample = path.join(import.meta.dirname, "..", "..", "public", "sample", "workos.json");

/** Longer than the worker waits between two looks at what became of its import. */
const lookMs = 700;

describe("an import that is cancelled", () => {
  let db: Database;

  beforeAll(async () => {
    db = databaseAt((await testDatabase()).url);
    const first = await sampleToRead();
    await workOnImport(db, first);
    expect(await applyPlanned(db, first)).toMatch(/^complete/);
  });
  afterAll(async () => {
    await closeQueue(db);
    await closeDatabasePools();
  });

  async function sampleToRead(): Promise<string> {
    const { id } = await createImport(db, actor, { originName: "WorkOS" });
    await useSample(db, actor, id, sample);
    await startReading(db, actor, id);
    return id;
  }

  it.each([
    ["stored", /^\s*INSERT INTO plan_chunks/],
    ["compared", /^\s*INSERT INTO out_/],
  ])("while its plan is %s is given up soon, and leaves nothing", async (_, statement) => {
    const importId = await sampleToRead();
    const before = await directoryRows(db);
    let statements = 0;
    const gated = gatedDatabase(db.url, async (sql) => {
      if (!statement.test(sql)) return;
      if (++statements === 1) await cancelImport(db, actor, importId);
      await sleep(lookMs);
    });
    expect(await workOnImport(gated, importId)).toBe(true);
    await gated.prisma.$disconnect();
    await gated.pool.end();
    // Each of the sample's ten kinds has a chunk.
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThan(8);
    const left = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
    expect(left).toMatchObject({ state: "cancelled", problem: null, diffSummary: null, diffedAt: null });
    expect(await db.prisma.diffItem.count({ where: { importId } })).toBe(0);
    expect(await directoryRows(db)).toEqual(before);
  });
});
