import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText } from "./search-text.ts";

export type MemberListItem = {
  /** The person's: nobody is twice in one organization. */
  id: string;
  name: string;
  email: string | null;
  role: string;
  /** Everything the source gave, `role` among it. */
  roles: string[];
  status: string;
  isDirectoryManaged: boolean;
  isEmailVerified: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
};

const emailKey = Prisma.sql`coalesce(u.email, '') COLLATE "C"`;

/** One page of an organization's members, by e-mail; `q` begins the e-mail, the name or the last name. */
export async function listMembers(
  prisma: PrismaClient,
  filter: { organizationId: string; q?: string | undefined },
  request: PageRequest,
): Promise<Page<MemberListItem>> {
  const where = [Prisma.sql`m.organization_id = ${filter.organizationId}`];
  const text = searchText(filter.q);
  if (text !== null) {
    where.push(
      Prisma.sql`(${Prisma.join(
        [
          beginsWith(emailKey, text),
          beginsWith(lowerKey(Prisma.sql`u.name`), text),
          beginsWith(lowerKey(Prisma.sql`u.last_name`), text),
        ],
        " OR ",
      )})`,
    );
  }
  const from = Prisma.sql`users u JOIN members m ON m.user_id = u.id`;
  const page = await readKeysetPage(prisma, { from, where, key: emailKey, id: Prisma.sql`u.id` }, request);
  return fillPage(page, await readMembers(prisma, filter.organizationId, page.items));
}

function readMembers(
  prisma: PrismaClient,
  organizationId: string,
  userIds: readonly string[],
): Promise<MemberListItem[]> {
  return prisma.$queryRaw<MemberListItem[]>`
    SELECT u.id, u.name, u.email, m.role, m.roles, m.status,
      m.is_directory_managed AS "isDirectoryManaged",
      u.email_verified AS "isEmailVerified",
      u.last_sign_in_at AS "lastSignInAt",
      m.created_at AS "createdAt"
    FROM members m JOIN users u ON u.id = m.user_id 
    WHERE m.organization_id = ${organizationId} AND m.user_id = ANY(${[...userIds]})`;
}
