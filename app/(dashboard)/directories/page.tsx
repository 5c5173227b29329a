import { FolderSync } from "lucide-react";
import type { Metadata } from "next";
import { DirectoriesTable } from "@/components/directory/directories-table.tsx";
import { FilterLinks } from "@/components/directory/filter-links.tsx";
import { listHref, readListParams } from "@/components/directory/list-address.ts";
import { ListPagination } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { NothingImported } from "@/components/directory/nothing-imported.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { countDirectories, listDirectories } from "@/lib/directory/list-directories.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Directories" };

const path = "/directories";
const filters = [
  { label: "All", protocol: undefined },
  { label: "SCIM", protocol: "scim" },
  { label: "Manual", protocol: "manual" },
];

export default async function DirectoriesPage({ searchParams }: PageProps<"/directories">) {
  await requireAdmin();
  const { prisma } = processDatabase();
  const params = await readListParams(searchParams);
  const filter = { q: params.q, protocol: params.protocol };
  const [page, count] = await Promise.all([
    listDirectories(prisma, filter, params),
    countDirectories(prisma, filter),
  ]);

  return (
    <>
      <PageHeader
        title="Directories"
        description="Customers' directories that provision people. Manual ones spoke no SCIM at the source."
      />
      {page.items.length === 0 && !params.q && !params.protocol ? (
        <NothingImported icon={FolderSync} title="No directories yet">
          Customers' directories appear here, with their users and groups, as soon as an import has brought
          them along.
        </NothingImported>
      ) : (
        <>
          <ListToolbar>
            <SearchInput label="Search directories" placeholder="Directory or organization begins with…" />
            <FilterLinks
              label="Filter directories"
              links={filters.map(({ label, protocol }) => ({
                label,
                href: listHref(path, params, { protocol }),
                isCurrent: params.protocol === protocol,
              }))}
            />
          </ListToolbar>
          {page.items.length === 0 ? (
            <NoMatch
              title="No directory matches"
              hint="The search looks at the beginning of the directory's and its organization's name, at the domain and at whole ids."
              clearHref={path}
            />
          ) : (
            <DirectoriesTable directories={page.items} />
          )}
          <ListPagination
            label="Pages of directories"
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
