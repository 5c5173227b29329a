import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { cappedCount } from "./count-rows.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText } from "./search-text.ts";

export type DirectoryGroupListItem = { id: string; name: string; idpId: string | null; memberCount: number };

const nameKey = lowerKey(Prisma.sql`g.name`);

/** One page of a directory's groups, by name. */
export async function listDirectoryGroups(
  prisma: PrismaClient,
  filter: { directoryId: string; q?: string | undefined },
  request: PageRequest,
): Promise<Page<DirectoryGroupListItem>> {
  const where = [Prisma.sql`g.directory_id = ${filter.directoryId}`];
  const text = searchText(filter.q);
  if (text !== null) where.push(beginsWith(nameKey, text));
  const list = { from: Prisma.sql`directory_groups g`, where, key: nameKey, id: Prisma.sql`g.id` };
  const page = await readKeysetPage(prisma, list, request);
  const rows = await prisma.$queryRaw<DirectoryGroupListItem[]>`
    SELECT g.id, g.name, g.idp_id AS "idpId",
      ${cappedCount(Prisma.sql`directory_group_members m WHERE m.group_id = g.id`)} AS "memberCount"
    FROM directory_groups g WHERE g.id = ANY(${page.items})`;
  return fillPage(page, rows);
}
