import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { type ConnectionCertificate, readCertificates } from "./connection-certificates.ts";
import { countRows, type RowCount } from "./count-rows.ts";
import { fillPage, type Page, type PageRequest, readKeysetPage } from "./keyset-page.ts";
import { beginsWith, lowerKey, searchText, sourceKeys } from "./search-text.ts";

export type ConnectionListItem = {
  id: string;
  name: string;
  protocol: string;
  /** The IdP's kind as the source names it: `OktaSAML`. */
  connectionType: string;
  state: string;
  organization: { id: string; name: string };
  domains: string[];
  /** Facts that are still needed before anybody can sign in (`ConnectionFact`). */
  missing: string[];
  certificates: ConnectionCertificate[];
};

export type ConnectionFilter = {
  /** Begins the connection's or its organization's name; or is an id, ours or the source's, in full. */
  q?: string | undefined;
  state?: string | undefined;
  /** Only those that still lack a fact, or only those that lack none. */
  isMissingFacts?: boolean | undefined;
  organizationId?: string | undefined;
};

const from = Prisma.sql`connections c JOIN organizations o ON o.id = c.organization_id`;
const nameKey = lowerKey(Prisma.sql`c.name`);

/** One page of SSO connections, by name. */
export async function listConnections(
  prisma: PrismaClient,
  filter: ConnectionFilter,
  request: PageRequest,
): Promise<Page<ConnectionListItem>> {
  const where = connectionConditions(filter);
  const page = await readKeysetPage(prisma, { from, where, key: nameKey, id: Prisma.sql`c.id` }, request);
  const rows = await prisma.connection.findMany({
    where: { id: { in: page.items } },
    include: { organization: { select: { id: true, name: true } } },
  });
  const items = rows.map((row) => ({ ...row, certificates: readCertificates(row.certificates) }));
  return fillPage(page, items);
}

/** How many connections the filter finds. */
export function countConnections(prisma: PrismaClient, filter: ConnectionFilter): Promise<RowCount> {
  return countRows(prisma, from, connectionConditions(filter), "connections");
}

function connectionConditions(filter: ConnectionFilter): Prisma.Sql[] {
  const where: Prisma.Sql[] = [];
  if (filter.organizationId) where.push(Prisma.sql`c.organization_id = ${filter.organizationId}`);
  if (filter.state) where.push(Prisma.sql`c.state = ${filter.state}`);
  if (filter.isMissingFacts !== undefined) {
    where.push(Prisma.sql`(coalesce(cardinality(c.missing), 0) > 0) = ${filter.isMissingFacts}`);
  }
  const text = searchText(filter.q);
  if (filter.q !== undefined && text !== null) {
    const typed = filter.q.trim();
    where.push(
      Prisma.sql`(${Prisma.join(
        [
          beginsWith(nameKey, text),
          beginsWith(lowerKey(Prisma.sql`o.name`), text),
          Prisma.sql`c.id = ${typed}`,
          Prisma.sql`c.provider_id = ${typed}`,
          Prisma.sql`c.source_key = ANY(${sourceKeys(typed)})`,
          Prisma.sql`${text} = ANY(c.domains)`,
        ],
        " OR ",
      )})`,
    );
  }
  return where;
}
