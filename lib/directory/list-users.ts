import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { cappedCount, countRows, type RowCount } from "./count-rows.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText, sourceKeys } from "./search-text.ts";

export type UserListItem = {
  id: string;
  name: string;
  /** Null: split from another person, can't sign in until somebody sets an address. */
  email: string | null;
  isEmailVerified: boolean;
  isMigrationEmailPending: boolean;
  lastSignInAt: Date | null;
  /** Rows of a source that became this person: two or more is a merge. */
  sourceCount: number;
  organizationCount: number;
  /** The first three, by name. */
  organizations: { id: string; name: string }[];
};

export type UserFilter = {
  /** Begins the e-mail, the name or the last name; or is an id, ours or the source's, in full. */
  q?: string | undefined;
  isMigrationEmailPending?: boolean | undefined;
  organizationId?: string | undefined;
};

const emailKey = Prisma.sql`coalesce(u.email, '') COLLATE "C"`;

/** One page of people, by e-mail. */
export async function listUsers(
  prisma: PrismaClient,
  filter: UserFilter,
  request: PageRequest,
): Promise<Page<UserListItem>> {
  const { from, where } = await userConditions(prisma, filter);
  const isSearched = searchText(filter.q) !== null;
  const list = { from, where, key: emailKey, id: Prisma.sql`u.id`, isSearched };
  const page = await readKeysetPage(prisma, list, request);
  return fillPage(page, await readUsers(prisma, page.items));
}

/** How many people the filter finds. */
export async function countUsers(prisma: PrismaClient, filter: UserFilter): Promise<RowCount> {
  const { from, where } = await userConditions(prisma, filter);
  return countRows(prisma, from, where, "users");
}

async function userConditions(
  prisma: PrismaClient,
  filter: UserFilter,
): Promise<{ from: Prisma.Sql; where: Prisma.Sql[] }> {
  const where: Prisma.Sql[] = [];
  if (filter.isMigrationEmailPending !== undefined) {
    where.push(Prisma.sql`u.migration_pending_email = ${filter.isMigrationEmailPending}`);
  }
  const text = searchText(filter.q);
  if (filter.q !== undefined && text !== null) {
    // Looked up first: a subquery inside an OR would keep Postgres from using any of the indexes.
    const sources = await prisma.userSource.findMany({
      where: { sourceKey: { in: sourceKeys(filter.q) } },
      select: { userId: true },
    });
    const ids = [filter.q.trim(), ...sources.map((source) => source.userId)];
    where.push(
      Prisma.sql`(${Prisma.join(
        [
          beginsWith(emailKey, text),
          beginsWith(lowerKey(Prisma.sql`u.name`), text),
          beginsWith(lowerKey(Prisma.sql`u.last_name`), text),
          Prisma.sql`u.id = ANY(${ids})`,
        ],
        " OR ",
      )})`,
    );
  }
  if (!filter.organizationId) return { from: Prisma.sql`users u`, where };
  where.push(Prisma.sql`m.organization_id = ${filter.organizationId}`);
  return { from: Prisma.sql`users u JOIN members m ON m.user_id = u.id`, where };
}

function readUsers(prisma: PrismaClient, ids: readonly string[]): Promise<UserListItem[]> {
  return prisma.$queryRaw<UserListItem[]>`
    SELECT u.id, u.name, u.email,
      u.email_verified AS "isEmailVerified",
      u.migration_pending_email AS "isMigrationEmailPending",
      u.last_sign_in_at AS "lastSignInAt",
      ${cappedCount(Prisma.sql`user_sources s WHERE s.user_id = u.id`)} AS "sourceCount",
      ${cappedCount(Prisma.sql`members m WHERE m.user_id = u.id`)} AS "organizationCount",
      coalesce((
        SELECT json_agg(json_build_object('id', o.id, 'name', o.name) ORDER BY o.name, o.id)
        FROM (
          SELECT o.id, o.name FROM members m JOIN organizations o ON o.id = m.organization_id
          WHERE m.user_id = u.id ORDER BY o.name, o.id LIMIT 3
        ) o
      ), '[]') AS organizations
    FROM users u WHERE u.id = ANY(${[...ids]})`;
}
