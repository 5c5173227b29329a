import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ImportTick } from "../api/contract.ts";
import { type Database, databaseAt } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { createImport } from "./create-import.ts";
import { moveImport } from "./move-import.ts";
import { streamTicks } from "./stream-ticks.ts";

const actor: CliActor = { kind: "cli", name: "ada" };

describe("streamTicks", () => {
  let db: Database;
  let importId: string;

  beforeEach(async () => {
    db ??= databaseAt((await testDatabase()).url);
    importId = (await createImport(db, actor, { originName: "WorkOS" })).id;
  });
  afterAll(closeDatabasePools);

  const open = async (isAllowed = true, signal = new AbortController().signal) => {
    const options = { signal, isAllowed: async () => isAllowed, allowedCheckMs: 0 };
    const reader = (await streamTicks(db, actor, importId, options)).getReader();
    const next = async (): Promise<ImportTick | null> => {
      const { value, done } = await reader.read();
      if (done) return null;
      const [, data] = /^event: tick\ndata: (.*)\n\n$/.exec(new TextDecoder().decode(value)) ?? [];
      return JSON.parse(data ?? "null");
    };
    return { reader, next };
  };

  it("says where the import stands at once, then whenever it moves", async () => {
    const { reader, next } = await open();
    expect(await next()).toMatchObject({ state: "draft", logSeq: "0", progress: [] });
    const moved = next();
    await db.prisma.$transaction((tx) => moveImport(tx, importId, ["draft"], "reading"));
    expect(await moved).toMatchObject({ state: "reading" });
    await reader.cancel();
  });

  it("says nothing that has not changed, and leaves out what was overtaken", async () => {
    const { reader, next } = await open();
    await next();
    const notify = () => db.pool.query("SELECT pg_notify('imports', $1)", [importId]);
    await notify();
    const moved = next();
    for (const [from, to] of [["draft", "reading"] as const, ["reading", "planning"] as const]) {
      await db.prisma.import.update({ where: { id: importId, state: from }, data: { state: to } });
    }
    await notify();
    expect(await moved).toMatchObject({ state: "planning" });
    await reader.cancel();
  });

  it("ends when the session has ended", async () => {
    const { next } = await open(false);
    await next();
    const end = next();
    await db.pool.query("SELECT pg_notify('imports', $1)", [importId]);
    expect(await end).toBeNull();
  });

  it("ends at once when the receiver goes", async () => {
    const gone = new AbortController();
    const { next } = await open(true, gone.signal);
    await next();
    const end = next();
    gone.abort();
    expect(await end).toBeNull();
  });

  it("knows no import that is not there", async () => {
    importId = "imp_x";
    await expect(open()).rejects.toMatchObject({ code: "not_found" });
  });
});
