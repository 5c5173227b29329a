import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { FilterLinks } from "@/components/directory/filter-links.tsx";
import { listHref, readListParams } from "@/components/directory/list-address.ts";
import { ListPagination } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { NothingImported } from "@/components/directory/nothing-imported.tsx";
import { OrganizationsTable } from "@/components/directory/organizations-table.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { authority } from "@/lib/api/organization-story.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { countOrganizations, listOrganizations } from "@/lib/directory/list-organizations.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Organizations" };

const path = "/organizations";
const filters = [
  { label: "All", value: undefined },
  { label: "Mirrors of WorkOS", value: "workos" },
  { label: "Owned by Authio", value: "authio" },
];

export default async function OrganizationsPage({ searchParams }: PageProps<"/organizations">) {
  await requireAdmin();
  const { prisma } = processDatabase();
  const params = await readListParams(searchParams);
  const filter = { q: params.q, authority: authority.safeParse(params.authority).data };
  const [page, count] = await Promise.all([
    listOrganizations(prisma, filter, params),
    countOrganizations(prisma, filter),
  ]);

  return (
    <>
      <PageHeader title="Organizations" description="Your customers, as they were at the source." />
      {page.items.length === 0 && !params.q && !filter.authority ? (
        <NothingImported icon={Building2} title="No organizations yet">
          They appear here as soon as an import has created them.
        </NothingImported>
      ) : (
        <>
          <ListToolbar>
            <SearchInput label="Search organizations" placeholder="Name, slug, domain or id begins with…" />
            <FilterLinks
              label="Filter by authority"
              links={filters.map(({ label, value }) => ({
                label,
                href: listHref(path, params, { authority: value }),
                isCurrent: filter.authority === value,
              }))}
            />
          </ListToolbar>
          {page.items.length === 0 ? (
            <NoMatch
              title="No organization matches"
              hint="The search looks at the beginning of name, slug and domains, and at whole ids."
              clearHref={path}
            />
          ) : (
            <OrganizationsTable organizations={page.items} />
          )}
          <ListPagination
            label="Pages of organizations"
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
