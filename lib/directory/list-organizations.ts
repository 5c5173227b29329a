import type { Authority } from "../api/organization-story.ts";
import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { cappedCount, countRows, type RowCount } from "./count-rows.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText, sourceKeys } from "./search-text.ts";

export type OrganizationListItem = {
  id: string;
  name: string;
  slug: string;
  /** `workos:<source id>`; null for one that no import made. */
  sourceKey: string | null;
  /** Who decides what it is: `workos` or `authio`. */
  authority: string;
  memberCount: number;
  /** The first three, by name. */
  domains: string[];
  domainCount: number;
  connectionCount: number;
  directoryCount: number;
};

export type OrganizationFilter = {
  /** Begins the name, the slug or a domain; or is an id, ours or the source's, in full. */
  q?: string | undefined;
  authority?: Authority | undefined;
};

const from = Prisma.sql`organizations o`;
const nameKey = lowerKey(Prisma.sql`o.name`);

/** One page of organizations, by name. */
export async function listOrganizations(
  prisma: PrismaClient,
  filter: OrganizationFilter,
  request: PageRequest,
): Promise<Page<OrganizationListItem>> {
  const where = await organizationConditions(prisma, filter);
  const isSearched = searchText(filter.q) !== null;
  const list = { from, where, key: nameKey, id: Prisma.sql`o.id`, isSearched };
  const page = await readKeysetPage(prisma, list, request);
  return fillPage(page, await readOrganizations(prisma, page.items));
}

/** How many organizations the filter finds. */
export async function countOrganizations(
  prisma: PrismaClient,
  filter: OrganizationFilter,
): Promise<RowCount> {
  return countRows(prisma, from, await organizationConditions(prisma, filter), "organizations");
}

async function organizationConditions(
  prisma: PrismaClient,
  filter: OrganizationFilter,
): Promise<Prisma.Sql[]> {
  const where = filter.authority ? [Prisma.sql`o.authority = ${filter.authority}`] : [];
  const text = searchText(filter.q);
  if (filter.q === undefined || text === null) return where;
  const byDomain = await prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT organization_id AS id FROM organization_domains d
    WHERE ${beginsWith(lowerKey(Prisma.sql`d.domain`), text)} LIMIT 10000`;
  const ids = [filter.q.trim(), ...byDomain.map((row) => row.id)];
  return [
    ...where,
    Prisma.sql`(${Prisma.join(
      [
        beginsWith(nameKey, text),
        beginsWith(lowerKey(Prisma.sql`o.slug`), text),
        Prisma.sql`o.id = ANY(${ids})`,
        Prisma.sql`o.source_key = ANY(${sourceKeys(filter.q)})`,
      ],
      " OR ",
    )})`,
  ];
}

function readOrganizations(prisma: PrismaClient, ids: readonly string[]): Promise<OrganizationListItem[]> {
  return prisma.$queryRaw<OrganizationListItem[]>`
    SELECT o.id, o.name, o.slug, o.source_key AS "sourceKey", o.authority,
      ${cappedCount(Prisma.sql`members m WHERE m.organization_id = o.id`)} AS "memberCount",
      ARRAY(
        SELECT d.domain FROM organization_domains d WHERE d.organization_id = o.id ORDER BY d.domain LIMIT 3
      ) AS domains,
      ${cappedCount(Prisma.sql`organization_domains d WHERE d.organization_id = o.id`)} AS "domainCount",
      ${cappedCount(Prisma.sql`connections c WHERE c.organization_id = o.id`)} AS "connectionCount",
      ${cappedCount(Prisma.sql`directories d WHERE d.organization_id = o.id`)} AS "directoryCount"
    FROM organizations o WHERE o.id = ANY(${[...ids]})`;
}
