import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { countRows, type RowCount } from "./count-rows.ts";

/** An organization with the numbers of its tabs; null if there is none of that id. */
export async function getOrganization(prisma: PrismaClient, id: string) {
  const organization = await prisma.organization.findUnique({ where: { id } });
  if (!organization) return null;
  const [members, invitations, domains, connections, directories, roles] = await Promise.all([
    countRows(prisma, Prisma.sql`members m`, [Prisma.sql`m.organization_id = ${id}`], "members"),
    countRows(prisma, Prisma.sql`invitations i`, [Prisma.sql`i.organization_id = ${id}`], "invitations"),
    prisma.organizationDomain.count({ where: { organizationId: id } }),
    prisma.connection.count({ where: { organizationId: id } }),
    prisma.directory.count({ where: { organizationId: id } }),
    prisma.organizationRole.count({ where: usableRoles(id) }),
  ]);
  const counts: Record<OrganizationPart, RowCount> = {
    members,
    invitations,
    domains: exactly(domains),
    connections: exactly(connections),
    directories: exactly(directories),
    roles: exactly(roles),
  };
  return { ...organization, counts };
}

export const organizationParts = [
  "members",
  "domains",
  "connections",
  "directories",
  "invitations",
  "roles",
] as const;
export type OrganizationPart = (typeof organizationParts)[number];
export type OrganizationDetail = NonNullable<Awaited<ReturnType<typeof getOrganization>>>;

/** More than anybody reads on one page. */
const shownAtMost = 500;

/** Its domains, each with the other organizations that claim it too. */
export async function listDomainsOf(prisma: PrismaClient, organizationId: string) {
  const domains = await prisma.organizationDomain.findMany({
    where: { organizationId },
    orderBy: { domain: "asc" },
    take: shownAtMost,
  });
  const shared = domains.filter((domain) => domain.isShared).map((domain) => domain.domain);
  const others = await prisma.organizationDomain.findMany({
    where: { domain: { in: shared }, organizationId: { not: organizationId } },
    select: { domain: true, organization: { select: { id: true, name: true } } },
    orderBy: { organizationId: "asc" },
    take: shownAtMost,
  });
  return domains.map((domain) => ({
    ...domain,
    sharedWith: others.filter((other) => other.domain === domain.domain).map((other) => other.organization),
  }));
}

/** Custom roles that can be used in it: its own first, then those of every organization. */
export function listRolesOf(prisma: PrismaClient, organizationId: string) {
  return prisma.organizationRole.findMany({
    where: usableRoles(organizationId),
    orderBy: [{ organizationId: { sort: "asc", nulls: "last" } }, { slug: "asc" }],
    take: shownAtMost,
  });
}

function usableRoles(organizationId: string) {
  return { OR: [{ organizationId }, { organizationId: null }] };
}

function exactly(count: number): RowCount {
  return { count, precision: "exact" };
}
