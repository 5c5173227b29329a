import { type PullOptions, pullOptions } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import type { CliActor } from "../../identity/actor.ts";
import type { MadeEnvironment } from "../../testing/workos-environment.ts";
import { createImport } from "../create-import.ts";
import { startPull } from "../pull/start-pull.ts";

export const ada: CliActor = { kind: "cli", name: "ada" };

/** Everything that can be pulled. */
export const everything = pullOptions.parse({ extras: ["auth_factors", "identities"] });

/** An import whose pull has been started; who works on it is up to the caller. */
export async function startedPull(
  db: Database,
  tokens: string[],
  options: Partial<PullOptions> = {},
  originName = "WorkOS",
): Promise<string> {
  const { id } = await createImport(db, ada, { originName });
  await startPull(db, ada, id, { tokens, options: pullOptions.parse(options) });
  return id;
}

/** Rows of the directory, by table. */
export async function directoryCounts(db: Database): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM organizations) AS organizations, (SELECT count(*) FROM users) AS users,
       (SELECT count(*) FROM user_sources) AS user_sources, (SELECT count(*) FROM members) AS members,
       (SELECT count(*) FROM users WHERE is_mfa_enrolled) AS enrolled,
       (SELECT count(*) FROM members WHERE status = 'active') AS active,
       (SELECT count(*) FROM members WHERE status = 'pending') AS pending,
       (SELECT count(*) FROM connections) AS connections, (SELECT count(*) FROM directories) AS directories,
       (SELECT count(*) FROM directory_users) AS directory_users,
       (SELECT count(*) FROM directory_groups) AS directory_groups,
       (SELECT count(*) FROM invitations) AS invitations,
       (SELECT count(*) FROM accounts) AS identities`,
  );
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]));
}

/** What the directory must hold after everything of these environments was imported, by the rules of the merge. */
export function expectedCounts(environments: readonly MadeEnvironment[]): Record<string, number> {
  const all = <Kind extends keyof MadeEnvironment>(kind: Kind) =>
    environments.flatMap((made) => made[kind] as MadeEnvironment[Kind][number][]);
  const addressOf = new Map(all("users").map(({ id, email }) => [id, email.toLowerCase()]));
  const rank = { inactive: 0, pending: 1, active: 2 };
  const members = new Map<string, keyof typeof rank>();
  for (const { userId, organizationId, status } of all("memberships")) {
    const place = `${addressOf.get(userId)} ${organizationId}`;
    const before = members.get(place);
    if (before === undefined || rank[status] > rank[before]) members.set(place, status);
  }
  const withStatus = (status: string) => [...members.values()].filter((each) => each === status).length;
  const isVerified = new Map(all("users").map((user) => [user.id, user.isVerified]));
  return {
    organizations: all("organizations").length,
    users: new Set(addressOf.values()).size,
    user_sources: addressOf.size,
    // An unverified row brings no MFA flag and no sign-in identity.
    enrolled: new Set(
      all("factors").flatMap(({ userId }) => (isVerified.get(userId) ? [addressOf.get(userId)] : [])),
    ).size,
    members: members.size,
    active: withStatus("active"),
    pending: withStatus("pending"),
    connections: all("connections").length,
    directories: all("directories").length,
    directory_users: all("directoryUsers").length,
    directory_groups: all("directoryGroups").length,
    invitations: all("invitations").length,
    identities: all("identities").filter(({ userId }) => isVerified.get(userId)).length,
  };
}
