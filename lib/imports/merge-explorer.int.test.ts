import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type MergeFilter,
  type MergeRow,
  type MergeSort,
  matchesFilter,
  mergeDetail,
  mergeFlags,
  mergePage,
} from "../api/merge-groups.ts";
import type { Database } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { CliActor } from "../identity/actor.ts";
import { getMerge } from "./get-merge.ts";
import { countMerges, listMerges } from "./list-merges.ts";
import { storeManyMerges } from "./testing/many-merges.ts";
import { freshDatabase, planImport, type TestBundle } from "./testing/planned-import.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const all: MergeFilter = { flags: [], q: "" };

const user = (id: string, email: string, more: object = {}) => ({ id, email, email_verified: true, ...more });
const membership = (id: string, userId: string, organizationId: string, role: string) => ({
  id,
  user_id: userId,
  organization_id: organizationId,
  status: "active",
  role: { slug: role },
});
const bundle: TestBundle = {
  users: [
    user("user_a1", "Ada@acme.example", { first_name: "Ada" }),
    user("user_a2", "ada@acme.example", { first_name: "Augusta", email_verified: false }),
    user("user_b1", "ben@acme.example"),
    user("user_b2", "ben@acme.example", { last_sign_in_at: "2026-01-01T00:00:00Z" }),
    user("user_b3", "BEN@acme.example"),
    user("user_c1", "cy@globex.example", { email_verified: false }),
    user("user_c2", "cy@globex.example", { email_verified: false }),
    user("user_d1", "dora@globex.example"),
  ],
  organizations: [
    { id: "org_1", name: "Acme 100%" },
    { id: "org_2", name: "Globex" },
  ],
  organization_memberships: [
    membership("om_1", "user_a1", "org_1", "member"),
    membership("om_2", "user_a2", "org_1", "admin"),
    membership("om_3", "user_a2", "org_2", "member"),
    membership("om_4", "user_b1", "org_1", "owner"),
    membership("om_5", "user_c1", "org_2", "member"),
  ],
};

describe("the groups of a plan", () => {
  let db: Database;
  let importId: string;
  beforeAll(async () => {
    db = await freshDatabase();
    importId = await planImport(db, bundle, {
      policy: "hold",
      merges: {
        "ben@acme.example": { action: "split", addresses: { user_b1: null, user_b3: "ben3@acme.example" } },
      },
    });
  });
  afterAll(closeDatabasePools);

  const keys = async (filter: Partial<MergeFilter>, sort: MergeSort = "email") => {
    const page = await listMerges(db, actor, importId, { ...all, ...filter, sort }, undefined);
    return mergePage.parse(page).items.map((row) => row.emailKey.split("@")[0]);
  };

  it("are told apart by what is true of them", async () => {
    const { items } = await listMerges(db, actor, importId, { ...all, sort: "email" }, undefined);
    expect(items.map(({ search: _, emailKey: _key, ...row }) => row)).toEqual([
      {
        name: "Ada",
        rows: 2,
        people: 1,
        organizations: 2,
        conflicts: 1,
        decision: "undecided",
        flags: ["conflict", "unverified", "roles", "undecided", "held", "organizations"],
        position: "0",
      },
      {
        name: "ben",
        rows: 3,
        people: 3,
        organizations: 1,
        conflicts: 0,
        decision: "split",
        flags: ["split", "decided"],
        position: "1",
      },
      {
        name: "cy",
        rows: 2,
        people: 1,
        organizations: 1,
        conflicts: 0,
        decision: "undecided",
        flags: ["unverified", "undecided", "held"],
        position: "2",
      },
    ]);
  });

  it("are found by flag, by word and in every order", async () => {
    expect(await keys({ flags: ["unverified"] })).toEqual(["ada", "cy"]);
    expect(await keys({ flags: ["unverified", "roles"] })).toEqual(["ada"]);
    expect(await keys({ q: "  GLOBEX " })).toEqual(["ada", "cy"]);
    expect(await keys({ q: "user_b3" })).toEqual(["ben"]);
    expect(await keys({ q: "100%" })).toEqual(["ada", "ben"]);
    expect(await keys({ q: "100_" })).toEqual([]);
    expect(await keys({}, "rows")).toEqual(["ben", "ada", "cy"]);
    expect(await keys({}, "conflicts")).toEqual(["ada", "ben", "cy"]);
  });

  it("are counted as they are found", async () => {
    const counts = await countMerges(db, actor, importId, { flags: ["held"], q: "acme" });
    expect(counts).toEqual({
      total: 1,
      flags: { conflict: 1, unverified: 1, roles: 1, undecided: 1, held: 1, organizations: 1 },
    });
    expect(await countMerges(db, actor, importId, { flags: [], q: "nobody" })).toEqual({
      total: 0,
      flags: {},
    });
  });

  it("match on a page as they match in the database", async () => {
    const { items } = await listMerges(db, actor, importId, { ...all, sort: "email" }, undefined);
    for (const flag of [null, ...mergeFlags]) {
      for (const q of ["", "Acme", "100%", "_", "USER_A", " ada "]) {
        const filter = { flags: flag ? [flag] : [], q };
        const found = await listMerges(db, actor, importId, { ...filter, sort: "email" }, undefined);
        expect(items.filter((row: MergeRow) => matchesFilter(row, filter))).toEqual(found.items);
      }
    }
  });

  it("come with their evidence and what was decided", async () => {
    const ben = mergeDetail.parse(await getMerge(db, actor, importId, "ben@acme.example"));
    expect(ben.merge.rows.map((row) => row.sourceId)).toEqual(["user_b2", "user_b1", "user_b3"]);
    expect(ben.decided).toEqual({
      action: "split",
      addresses: { user_b1: null, user_b3: "ben3@acme.example" },
    });
    const ada = await getMerge(db, actor, importId, "ada@acme.example");
    expect(ada.decided).toBeNull();
    expect(ada.merge.rows[1]?.organizations.map((one) => one.sourceRoles)).toEqual([["admin"], ["member"]]);
    await expect(getMerge(db, actor, importId, "dora@globex.example")).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      listMerges(db, actor, "imp_none", { ...all, sort: "rows" }, undefined),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("fifty thousand groups", () => {
  const groups = 50_000;
  let db: Database;
  let importId: string;

  beforeAll(async () => {
    db = await freshDatabase();
    importId = await planImport(db, {});
    const other = await planImport(db, {});
    for (const id of [importId, other]) await storeManyMerges(db, id, groups);
  });
  afterAll(closeDatabasePools);

  it("are paged to the end without a gap or a repetition", async () => {
    const seen = new Set<string>();
    let conflicts = 3;
    for (let cursor: string | undefined; ; ) {
      const page = await listMerges(db, actor, importId, { ...all, sort: "conflicts" }, cursor);
      for (const row of page.items) {
        expect(row.conflicts).toBeLessThanOrEqual(conflicts);
        conflicts = row.conflicts;
        seen.add(row.emailKey);
      }
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen.size).toBe(groups);
  });

  it("cost no more than a page's rows to read one, wherever it is and in whatever order", async () => {
    for (const [sort, order] of [
      ["email", "ordinal"],
      ["rows", "rows_order"],
      ["conflicts", "conflicts_order"],
    ] as const) {
      const { rows: late } = await db.pool.query<{ cursor: string }>(
        `SELECT ${order}::text AS cursor FROM plan_merges WHERE import_id = $1 ORDER BY ${order} OFFSET 49000 LIMIT 1`,
        [importId],
      );
      for (const cursor of [undefined, late[0]?.cursor]) {
        const { rows, items } = await readBy(db, (watched) =>
          listMerges(watched, actor, importId, { ...all, sort }, cursor),
        );
        expect(items).toHaveLength(100);
        expect(rows, `${sort} from ${cursor}`).toBeLessThanOrEqual(102);
      }
    }
  });

  it("are filtered and counted without a look at their evidence", async () => {
    const { rows: sizes } = await db.pool.query<{ merges: number; items: number }>(
      `SELECT pg_relation_size('plan_merges') / 8192 AS merges, pg_relation_size('plan_items') / 8192 AS items`,
    );
    const pages = Number(sizes[0]?.merges);
    expect(pages).toBeLessThan(Number(sizes[0]?.items) / 3);
    for (const filter of [
      { flags: ["roles" as const], q: "" },
      { flags: ["unverified" as const, "roles" as const], q: "p49900@" },
      { flags: [], q: "nobody has this" },
    ]) {
      const list = await readBy(db, (watched) =>
        listMerges(watched, actor, importId, { ...filter, sort: "conflicts" }, undefined),
      );
      const counts = await readBy(db, (watched) => countMerges(watched, actor, importId, filter));
      for (const read of [list, counts]) {
        expect(read.tables).toEqual(["plan_merges"]);
        // The narrow table is read through once at most, with what others have in it.
        expect(read.rows).toBeLessThanOrEqual(2 * groups);
      }
    }
    expect((await countMerges(db, actor, importId, { flags: ["unverified"], q: "" })).flags).toEqual({
      unverified: 5_000,
      roles: 500,
    });
  });
});

type ScanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: ScanNode[];
};

/** Rows that Postgres had to look at for a function's own queries of `plan_…`, and in which tables. */
async function readBy<Answer extends object>(
  db: Database,
  work: (watched: Database) => Promise<Answer>,
): Promise<Answer & { rows: number; tables: string[] }> {
  const scans: ScanNode[] = [];
  const collect = (node: ScanNode) => {
    if (node["Relation Name"]?.startsWith("plan_")) scans.push(node);
    node.Plans?.forEach(collect);
  };
  const queryRaw = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const query = Prisma.sql(strings, ...values);
    const [explained] = await db.prisma.$queryRaw<{ "QUERY PLAN": [{ Plan: ScanNode }] }[]>(
      Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`,
    );
    if (explained) collect(explained["QUERY PLAN"][0].Plan);
    return db.prisma.$queryRaw(query);
  };
  const prisma = new Proxy(db.prisma, {
    get: (target, name, receiver) => (name === "$queryRaw" ? queryRaw : Reflect.get(target, name, receiver)),
  });
  const answer = await work({ ...db, prisma });
  const rows = scans.reduce(
    (sum, scan) => sum + scan["Actual Rows"] * scan["Actual Loops"] + (scan["Rows Removed by Filter"] ?? 0),
    0,
  );
  return { ...answer, rows, tables: [...new Set(scans.map((scan) => scan["Relation Name"] ?? ""))] };
}
