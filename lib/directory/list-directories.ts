import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { cappedCount, countRows, type RowCount } from "./count-rows.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText, sourceKeys } from "./search-text.ts";

export type DirectoryListItem = {
  id: string;
  name: string;
  /** scim | manual */
  protocol: string;
  directoryType: string;
  sourceState: string;
  organization: { id: string; name: string };
  userCount: number;
  groupCount: number;
};

export type DirectoryFilter = {
  /** Begins the directory's or its organization's name; or is an id, ours or the source's, in full. */
  q?: string | undefined;
  protocol?: string | undefined;
  organizationId?: string | undefined;
};

const from = Prisma.sql`directories d JOIN organizations o ON o.id = d.organization_id`;
const nameKey = lowerKey(Prisma.sql`d.name`);

/** One page of SCIM directories, by name. */
export async function listDirectories(
  prisma: PrismaClient,
  filter: DirectoryFilter,
  request: PageRequest,
): Promise<Page<DirectoryListItem>> {
  const where = directoryConditions(filter);
  const page = await readKeysetPage(prisma, { from, where, key: nameKey, id: Prisma.sql`d.id` }, request);
  return fillPage(page, await readDirectories(prisma, page.items));
}

/** How many directories the filter finds. */
export function countDirectories(prisma: PrismaClient, filter: DirectoryFilter): Promise<RowCount> {
  return countRows(prisma, from, directoryConditions(filter), "directories");
}

function directoryConditions(filter: DirectoryFilter): Prisma.Sql[] {
  const where: Prisma.Sql[] = [];
  if (filter.organizationId) where.push(Prisma.sql`d.organization_id = ${filter.organizationId}`);
  if (filter.protocol) where.push(Prisma.sql`d.protocol = ${filter.protocol}`);
  const text = searchText(filter.q);
  if (filter.q !== undefined && text !== null) {
    const typed = filter.q.trim();
    where.push(
      Prisma.sql`(${Prisma.join(
        [
          beginsWith(nameKey, text),
          beginsWith(lowerKey(Prisma.sql`o.name`), text),
          Prisma.sql`d.id = ${typed}`,
          Prisma.sql`d.source_key = ANY(${sourceKeys(typed)})`,
          Prisma.sql`lower(d.domain) = ${text}`,
        ],
        " OR ",
      )})`,
    );
  }
  return where;
}

function readDirectories(prisma: PrismaClient, ids: readonly string[]): Promise<DirectoryListItem[]> {
  return prisma.$queryRaw<DirectoryListItem[]>`
    SELECT d.id, d.name, d.protocol, d.directory_type AS "directoryType", d.source_state AS "sourceState",
      json_build_object('id', o.id, 'name', o.name) AS organization,
      ${cappedCount(Prisma.sql`directory_users u WHERE u.directory_id = d.id`)} AS "userCount",
      ${cappedCount(Prisma.sql`directory_groups g WHERE g.directory_id = d.id`)} AS "groupCount"
    FROM directories d JOIN organizations o ON o.id = d.organization_id WHERE d.id = ANY(${[...ids]})`;
}
