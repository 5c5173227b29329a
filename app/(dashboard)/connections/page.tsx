import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { ConnectionsTable } from "@/components/directory/connections-table.tsx";
import { FilterLinks } from "@/components/directory/filter-links.tsx";
import { listHref, readListParams } from "@/components/directory/list-address.ts";
import { ListPagination } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { NothingImported } from "@/components/directory/nothing-imported.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { countConnections, listConnections } from "@/lib/directory/list-connections.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Connections" };

const path = "/connections";
const filters = [
  { label: "All", missing: undefined },
  { label: "Something missing", missing: "true" },
  { label: "Nothing missing", missing: "false" },
];

export default async function ConnectionsPage({ searchParams }: PageProps<"/connections">) {
  await requireAdmin();
  const { prisma } = processDatabase();
  const params = await readListParams(searchParams);
  const filter = {
    q: params.q,
    isMissingFacts: params.missing === undefined ? undefined : params.missing === "true",
  };
  const [page, count] = await Promise.all([
    listConnections(prisma, filter, params),
    countConnections(prisma, filter),
  ]);

  return (
    <>
      <PageHeader
        title="Connections"
        description="SSO connections. Imported ones are pending until the customer's IdP is pointed at us."
      />
      {page.items.length === 0 && !params.q && !params.missing ? (
        <NothingImported icon={KeyRound} title="No connections yet">
          SAML and OIDC connections appear here as soon as an import has brought them along.
        </NothingImported>
      ) : (
        <>
          <ListToolbar>
            <SearchInput label="Search connections" placeholder="Connection or organization begins with…" />
            <FilterLinks
              label="Filter connections"
              links={filters.map(({ label, missing }) => ({
                label,
                href: listHref(path, params, { missing }),
                isCurrent: params.missing === missing,
              }))}
            />
          </ListToolbar>
          {page.items.length === 0 ? (
            <NoMatch
              title="No connection matches"
              hint="The search looks at the beginning of the connection's and its organization's name, at domains and at whole ids."
              clearHref={path}
            />
          ) : (
            <ConnectionsTable connections={page.items} />
          )}
          <ListPagination
            label="Pages of connections"
            path={path}
            params={params}
            page={page}
            count={count}
          />
        </>
      )}
    </>
  );
}
