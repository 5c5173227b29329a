import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import type { CliActor } from "../identity/actor.ts";
import { freshDatabase, planImport, type TestBundle } from "./testing/planned-import.ts";
import { writePlan } from "./write-plan.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const golden = path.join(import.meta.dirname, "..", "planner", "golden");
const readJson = (...names: string[]) => JSON.parse(readFileSync(path.join(golden, ...names), "utf8"));

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("writePlan", () => {
  let db: Database;
  beforeAll(async () => {
    db = await freshDatabase();
  });
  afterAll(closeDatabasePools);

  it.each(readdirSync(golden))("prints %s from the database, byte for byte as planned", async (name) => {
    const bundle: TestBundle = readJson(name, "snapshot.json");
    const decisions = existsSync(path.join(golden, name, "decisions.json"))
      ? readJson(name, "decisions.json")
      : {};
    const importId = await planImport(db, bundle, decisions, name);
    const text = await textOf(await writePlan(db, actor, importId));
    expect(text).toBe(readFileSync(path.join(golden, name, "plan.json"), "utf8"));
  });

  it("breaks off rather than mixing two plans", async () => {
    const importId = await planImport(db, readJson("connections", "snapshot.json"));
    const pieces = await writePlan(db, actor, importId);
    await db.prisma.import.update({ where: { id: importId }, data: { planHash: "another" } });
    await expect(textOf(pieces)).rejects.toThrow("planned again");
  });

  it("has nothing to print where there is no plan", async () => {
    await expect(writePlan(db, actor, "imp_x")).rejects.toMatchObject({ code: "not_found" });
  });
});
