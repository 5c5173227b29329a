import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { decisionsSchema, noDecisions } from "./decisions.ts";
import { planToJson } from "./plan-json.ts";
import { planJsonSchema } from "./plan-json-schema.ts";
import { planMigration } from "./plan-migration.ts";
import { memorySource } from "./testing/memory-source.ts";
import { parseSnapshot } from "./testing/parse-snapshot.ts";

/**
 * One folder a rule: `snapshot.json`, `decisions.json` if there are any, and the `plan.json` they give.
 * `UPDATE_GOLDEN=1 npx vitest run lib/planner/golden` writes the plans anew: read the diff before you commit it.
 */
const folder = path.join(import.meta.dirname, "golden");

async function plan(name: string): Promise<string> {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, name, file), "utf8"));
  const decisions = existsSync(path.join(folder, name, "decisions.json"))
    ? decisionsSchema.parse(read("decisions.json"))
    : noDecisions;
  const snapshot = read("snapshot.json") as Parameters<typeof parseSnapshot>[0];
  return [...planToJson(await planMigration(memorySource(parseSnapshot(snapshot)), decisions))].join("");
}

describe("planMigration", { timeout: 30_000 }, () => {
  it.each(readdirSync(folder))("plans %s as agreed", async (name) => {
    const json = await plan(name);
    const file = path.join(folder, name, "plan.json");
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, json);
    expect(json).toBe(readFileSync(file, "utf8"));
  });

  it.each(readdirSync(folder))("prints %s in the documented form, with counts that agree", async (name) => {
    const document = planJsonSchema.parse(JSON.parse(await plan(name)));
    const { stats } = document;
    expect(stats).toMatchObject({
      users_created: document.users.length,
      orgs_created: document.orgs.length,
      memberships_created: document.memberships.length,
      identities_created: document.identities.length,
      sso_connections_created: document.sso_connections.length,
      scim_directories_created: document.scim_directories.length,
      directory_users_created: document.directory_users.length,
      directory_groups_created: document.directory_groups.length,
      roles_created: document.roles.length,
      invitations_created: document.invitations.length,
      merge_groups: document.merges.filter((merge) => merge.rows.length > 1).length,
      merged_users: document.users.reduce((folded, user) => folded + user.source_external_ids.length - 1, 0),
      warnings: document.warnings.length,
      errored: 0,
    });
    expect(document.issues.filter((issue) => issue.code === "access_widened")).toEqual([]);
  });
});
