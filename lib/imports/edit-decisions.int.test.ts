import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { importDetail } from "../api/contract.ts";
import type { DecisionEdit, GroupAction, MergeGroups } from "../api/decision-edits.ts";
import type { Database } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import type { CliActor } from "../identity/actor.ts";
import { type Decisions, decisionsSchema, noDecisions } from "../planner/decisions.ts";
import { editDecisions } from "./edit-decisions.ts";
import { getImport } from "./get-import.ts";
import { closeQueue } from "./queue.ts";
import { storeManyMerges } from "./testing/many-merges.ts";
import { freshDatabase, planImport } from "./testing/planned-import.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const holdPerson = (key: string): DecisionEdit => ({
  field: "merges",
  key,
  value: { action: "hold" },
  before: null,
});

describe("editing decisions", () => {
  let db: Database;
  let importId: string;
  let planHash: string;

  /** An import in review with so many groups, and a file, without which nothing can be planned again. */
  async function review(groups: number, decisions: Partial<Decisions> = {}) {
    db ??= await freshDatabase();
    importId = await planImport(db, {}, decisions);
    await storeManyMerges(db, importId, groups);
    await db.prisma.importFile.create({
      data: {
        id: randomUUID(),
        importId,
        position: 0,
        name: "workos.json",
        sizeBytes: 2,
        partBytes: 2,
        isComplete: true,
      },
    });
    planHash = (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).planHash ?? "";
  }
  const stored = async () => {
    const row = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
    return { state: row.state, decisions: decisionsSchema.parse(row.decisions) };
  };
  const edit = (...edits: DecisionEdit[]) => editDecisions(db, actor, importId, edits);
  const many = (groups: MergeGroups, action: GroupAction): DecisionEdit => ({
    field: "mergeGroups",
    groups,
    action,
    count: 0,
  });
  const matching = (flags: ("unverified" | "roles")[], q = "", except: string[] = []): MergeGroups => ({
    filter: { flags, q },
    except,
    planHash,
  });
  const keysOf = ({ merges }: Decisions) => Object.keys(merges).sort();

  beforeEach(() => review(101));
  afterAll(async () => {
    await closeQueue(db);
    await closeDatabasePools();
  });

  it("lays each over the one before, and plans again", async () => {
    await edit(
      { field: "policy", value: "hold" },
      { field: "all", value: { ...noDecisions, mode: "mirror" } },
      holdPerson("p1@example.com"),
      { field: "exclusions", key: "org_1", value: true },
    );
    expect(await stored()).toEqual({
      state: "reading",
      decisions: {
        ...noDecisions,
        mode: "mirror",
        exclusions: ["org_1"],
        merges: { "p1@example.com": { action: "hold" } },
      },
    });
    await expect(edit({ field: "policy", value: "hold" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("changes nothing the second time, and plans nothing again", async () => {
    await edit(holdPerson("p1@example.com"));
    await db.prisma.import.update({ where: { id: importId }, data: { state: "draft" } });
    await edit(holdPerson("p1@example.com"));
    const audited = await db.prisma.auditEvent.count({
      where: { subjectId: importId, action: "import.decided" },
    });
    expect(audited).toBe(1);
  });

  it("decides all that match a filter, but those that were taken out", async () => {
    await edit(many(matching(["unverified"], "", ["p50@example.com"]), "merge"));
    const { decisions } = await stored();
    expect(keysOf(decisions)).toEqual(
      [0, 10, 20, 30, 40, 60, 70, 80, 90, 100].map((n) => `p${n}@example.com`).sort(),
    );
    expect(decisions.merges["p10@example.com"]).toEqual({ action: "merge" });
  });

  it("holds where there is an unverified row, splits each row but the first, and takes decisions back", async () => {
    const keys = ["p0@example.com", "p1@example.com", "nobody@example.com"];
    const given = { action: "split", addresses: { user_2a: "two@example.com" } } as const;
    await edit(
      { field: "merges", key: "p2@example.com", value: given, before: null },
      many({ keys }, "hold"),
      many({ keys: ["p1@example.com", "p2@example.com", "p3@example.com"] }, "split"),
      many({ keys: ["p3@example.com"] }, null),
    );
    expect((await stored()).decisions.merges).toEqual({
      "p0@example.com": { action: "hold" },
      "p1@example.com": { action: "split", addresses: { user_1b: null } },
      "p2@example.com": given,
    });
  });

  it("refuses to decide what was chosen in another plan", async () => {
    await expect(
      edit(holdPerson("p1@example.com"), many({ ...matching([]), planHash: "another" }, "hold")),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await stored()).toEqual({ state: "review", decisions: noDecisions });
  });

  it("is as small for the page after fifty thousand decisions as before", async () => {
    await review(50_000);
    await edit(many(matching([]), "merge"));
    const { state, decisions } = await stored();
    expect(state).toBe("reading");
    expect(keysOf(decisions)).toHaveLength(50_000);
    const detail = importDetail.parse(await getImport(db, actor, importId));
    expect(JSON.stringify(detail).length).toBeLessThan(5_000);
  });
});
