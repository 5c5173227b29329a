import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rekeySnippet, rekeyTable } from "../api/rekey-snippet.ts";
import type { Database } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { freshDatabase, importBundle } from "../imports/testing/planned-import.ts";
import { countIds } from "./count-ids.ts";
import { lookUpIds } from "./look-up-ids.ts";
import { writeIdMap } from "./write-id-map.ts";

const actor: CliActor = { kind: "cli", name: "ada" };

const membership = (id: string, user_id: string) => ({
  id,
  user_id,
  organization_id: "org_1",
  role: { slug: "member" },
  status: "active",
});

/** Ada has two rows at WorkOS, one of them with a quote in its id; both are in Acme. */
const bundle = {
  users: [
    {
      id: "user_ada",
      email: "ada@example.com",
      email_verified: true,
      last_sign_in_at: "2026-01-01T00:00:00Z",
    },
    { id: "user_o'ada", email: "Ada@example.com", email_verified: true },
    { id: "user_bob", email: "bob@example.com", email_verified: true },
  ],
  organizations: [{ id: "org_1", name: "Acme", domains: [] }],
  organization_memberships: [
    membership("om_1", "user_ada"),
    membership("om_2", "user_o'ada"),
    membership("om_3", "user_bob"),
  ],
  sso_connections: [
    { id: "conn_1", name: "Acme SAML", connection_type: "OktaSAML", organization_id: "org_1" },
  ],
  directories: [{ id: "dir_1", name: "Acme SCIM", type: "okta scim v2.0", organization_id: "org_1" }],
};

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("the ID map", () => {
  let db: Database;
  let ada: string;
  let bob: string;
  let customer: pg.Client;

  beforeAll(async () => {
    db = await freshDatabase();
    expect((await importBundle(db, bundle)).state).toBe("complete");
    [ada, bob] = (await Promise.all(
      ["ada", "bob"].map(async (name) => {
        const { id } = await db.prisma.user.findUniqueOrThrow({ where: { email: `${name}@example.com` } });
        return id;
      }),
    )) as [string, string];
    customer = new pg.Client({ connectionString: (await testDatabase({ isMigrated: false })).url });
    await customer.connect();
  });
  afterAll(async () => {
    await customer.end();
    await closeDatabasePools();
  });

  it("says what ids of every kind became, and what was merged into one", async () => {
    const { entries, unknown } = await lookUpIds(db, actor, [
      "user_o'ada",
      "om_1",
      "workos:org_1",
      "conn_1",
      "dir_1",
      "user_x",
    ]);
    expect(unknown).toEqual(["user_x"]);
    expect(entries.map(({ kind, sourceId }) => [kind, sourceId])).toEqual([
      ["user", "user_o'ada"],
      ["membership", "om_1"],
      ["organization", "org_1"],
      ["connection", "conn_1"],
      ["directory", "dir_1"],
    ]);
    expect(entries[0]).toMatchObject({
      authioId: ada,
      label: "ada@example.com",
      foldedSourceIds: ["user_ada", "user_o'ada"],
    });
    expect(entries[1]?.foldedSourceIds).toEqual(["om_1", "om_2"]);
    await expect(lookUpIds(db, actor, ["user_x"])).rejects.toMatchObject({
      code: "not_found",
      message: "Nothing in the directory came from the WorkOS id user_x.",
    });
  });

  it("is written one line an id, merged ids to one, through slices that give nothing", async () => {
    const lines = (await textOf(writeIdMap(db, actor, "csv"))).trimEnd().split("\r\n");
    expect(lines.slice(0, 5)).toEqual([
      "kind,workos_id,authio_id",
      `user,user_ada,${ada}`,
      `user,user_bob,${bob}`,
      `user,user_o'ada,${ada}`,
      lines.find((line) => line.startsWith("organization,org_1,")),
    ]);
    expect(lines.filter((line) => line.startsWith("membership,"))).toHaveLength(3);
    const counts = await countIds(db.prisma);
    expect(counts.find(({ kind }) => kind === "membership")).toMatchObject({
      sourceIds: { count: 3 },
      records: { count: 2 },
    });
    expect(counts.find(({ kind }) => kind === "user")).toMatchObject({
      sourceIds: { count: 3 },
      records: { count: 2 },
    });

    // Thousands of people of whom no membership at WorkOS is known stand between those that have one.
    await db.pool.query(`
      INSERT INTO users (id, name) SELECT 'user_many_' || n, 'x' FROM generate_series(1, 12000) n;
      INSERT INTO members (id, organization_id, user_id, source_keys)
      SELECT to_char(n, 'FM00000'), (SELECT id FROM organizations), 'user_many_' || n,
        CASE WHEN n IN (1, 11000) THEN ARRAY['workos:om_many_' || n] ELSE '{}' END
      FROM generate_series(1, 12000) n`);
    const written = (await textOf(writeIdMap(db, actor, "ndjson", "membership"))).trimEnd().split("\n");
    expect(written.map((line) => JSON.parse(line).workos_id).toSorted()).toEqual([
      "om_1",
      "om_2",
      "om_3",
      "om_many_1",
      "om_many_11000",
    ]);
  });

  it("makes a table in the customer's Postgres, and again the same", async () => {
    await customer.query(await textOf(writeIdMap(db, actor, "sql")));
    await customer.query(await textOf(writeIdMap(db, actor, "sql", "user")));
    const { rows } = await customer.query(
      "SELECT * FROM authio_id_map WHERE kind = 'user' ORDER BY workos_id",
    );
    expect(rows).toEqual([
      { kind: "user", workos_id: "user_ada", authio_id: ada },
      { kind: "user", workos_id: "user_bob", authio_id: bob },
      { kind: "user", workos_id: "user_o'ada", authio_id: ada },
    ]);
    expect((await customer.query("SELECT FROM authio_id_map WHERE kind = 'organization'")).rowCount).toBe(1);
  });

  it("re-keys a table of the customer's: stops at collisions and unknown ids, else changes all of it, once", async () => {
    await customer.query(`
      CREATE SCHEMA "My App";
      CREATE TABLE "My App"."order" (
        n int PRIMARY KEY, "User Id" text, approver varchar(40), team text NOT NULL,
        UNIQUE ("User Id", team), UNIQUE (approver, team)
      );
      INSERT INTO "My App"."order" VALUES
        (1, 'user_ada', 'user_bob', 'a'), (2, 'user_o''ada', NULL, 'a'), (3, 'user_o''ada', 'user_ada', 'b'), (4, NULL, NULL, 'b'),
        (5, 'user_left_out', NULL, 'c')`);
    const snippet = (unmapped: "stop" | "leave") =>
      rekeySnippet(
        rekeyTable.parse({
          table: "My App.order",
          columns: "User Id, approver",
          uniqueWith: "team",
          isUnique: false,
          kind: "user",
          unmapped,
        }),
      );
    const table = async () =>
      (await customer.query(`SELECT n, "User Id" AS id, approver FROM "My App"."order" ORDER BY n`)).rows;
    const before = await table();
    const refused = async (script: string) => {
      const error = await customer.query(script).catch((thrown: Error) => thrown);
      await customer.query("ROLLBACK");
      expect(await table()).toEqual(before);
      return error instanceof Error ? error.message : "not refused";
    };

    expect(await refused(snippet("stop"))).toBe(
      "Rows of My App.order have a User Id that is not in authio_id_map (1 of them); nothing was changed",
    );
    expect(await refused(snippet("leave"))).toBe(
      "Rows of My App.order would have the same User Id after the merges (1 times); nothing was changed",
    );
    await customer.query(`DELETE FROM "My App"."order" WHERE n = 2`);
    const results = (await customer.query(snippet("leave"))) as unknown as pg.QueryResult[];
    expect(results.find(({ rows }) => rows[0]?.without_mapping)?.rows[0]).toEqual({
      rows: "4",
      empty: "1",
      to_change: "2",
      done_before: "0",
      without_mapping: "1",
    });
    const after = [
      { n: 1, id: ada, approver: bob },
      { n: 3, id: ada, approver: ada },
      { n: 4, id: null, approver: null },
      { n: 5, id: "user_left_out", approver: null },
    ];
    expect(await table()).toEqual(after);
    await customer.query(snippet("leave"));
    expect(await table()).toEqual(after);
  });

  it("refuses a column that is unique by itself when two of its ids became one", async () => {
    await customer.query(`
      CREATE TABLE profiles (workos_id text UNIQUE); INSERT INTO profiles VALUES ('user_ada'), ('user_o''ada')`);
    const typed = { table: "profiles", columns: "workos_id", uniqueWith: "", kind: "user", unmapped: "stop" };
    const run = (isUnique: boolean) => customer.query(rekeySnippet(rekeyTable.parse({ ...typed, isUnique })));
    await expect(run(true)).rejects.toThrow(
      "Rows of profiles would have the same workos_id after the merges (1 times)",
    );
    await customer.query("ROLLBACK");
    // Whoever does not name the constraint is held by it all the same.
    await expect(run(false)).rejects.toThrow("profiles_workos_id_key");
    await customer.query("ROLLBACK");
    expect((await customer.query("SELECT FROM profiles WHERE workos_id = 'user_ada'")).rowCount).toBe(1);
    await customer.query(`DELETE FROM profiles WHERE workos_id = 'user_ada'`);
    await run(true);
    expect((await customer.query("SELECT * FROM profiles")).rows).toEqual([{ workos_id: ada }]);
  });

  it("takes no name that could be more than a name", () => {
    const good = {
      table: "t",
      columns: "c",
      uniqueWith: "",
      isUnique: false,
      kind: "user",
      unmapped: "stop",
    };
    for (const bad of [
      `t"; DROP TABLE x; --`,
      "a.b.c",
      "t\nx",
      "a$rekey$",
      "t'",
      "a%",
      "",
      "x".repeat(64),
      "a..b",
    ]) {
      expect(rekeyTable.safeParse({ ...good, table: bad }).success, bad).toBe(false);
    }
    expect(rekeyTable.safeParse({ ...good, columns: `c"` }).success).toBe(false);
    expect(rekeyTable.safeParse({ ...good, columns: " , " }).success).toBe(false);
    expect(rekeyTable.safeParse({ ...good, table: "Größe.Übersicht 2" }).success).toBe(true);
  });
});
