import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { lowerKey } from "./search-text.ts";

/** One page of an organization's invitations, by e-mail. */
export async function listInvitations(prisma: PrismaClient, organizationId: string, request: PageRequest) {
  const list = {
    from: Prisma.sql`invitations i`,
    where: [Prisma.sql`i.organization_id = ${organizationId}`],
    key: lowerKey(Prisma.sql`i.email`),
    id: Prisma.sql`i.id`,
  };
  const page = await readKeysetPage(prisma, list, request);
  return fillPage(page, await prisma.invitation.findMany({ where: { id: { in: page.items } } }));
}

export type InvitationListItem =
  Awaited<ReturnType<typeof listInvitations>> extends Page<infer Item> ? Item : never;
