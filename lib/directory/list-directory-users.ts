import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText } from "./search-text.ts";

export type DirectoryUserListItem = {
  id: string;
  userName: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** active | suspended | inactive */
  state: string;
  role: string | null;
  idpId: string | null;
  /** The person it stands for, if there is one. */
  user: { id: string; name: string; email: string | null } | null;
  groups: { id: string; name: string }[];
};

const userNameKey = lowerKey(Prisma.sql`u.user_name`);
const groupsShown = 3;

/** One page of the IdP's records of people in one directory, by user name. */
export async function listDirectoryUsers(
  prisma: PrismaClient,
  filter: { directoryId: string; q?: string | undefined },
  request: PageRequest,
): Promise<Page<DirectoryUserListItem>> {
  const where = [Prisma.sql`u.directory_id = ${filter.directoryId}`];
  const text = searchText(filter.q);
  if (text !== null) {
    const email = lowerKey(Prisma.sql`u.email`);
    where.push(Prisma.sql`(${beginsWith(userNameKey, text)} OR ${beginsWith(email, text)})`);
  }
  const list = { from: Prisma.sql`directory_users u`, where, key: userNameKey, id: Prisma.sql`u.id` };
  const page = await readKeysetPage(prisma, list, request);
  const rows = await prisma.directoryUser.findMany({
    where: { id: { in: page.items } },
    include: {
      user: { select: { id: true, name: true, email: true } },
      groups: { include: { group: { select: { id: true, name: true } } }, take: groupsShown },
    },
  });
  const items = rows.map((row) => ({ ...row, groups: row.groups.map((membership) => membership.group) }));
  return fillPage(page, items);
}
