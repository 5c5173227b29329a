import { UsersRound, X } from "lucide-react";
import type { Metadata } from "next";
import { FilterLinks } from "@/components/directory/filter-links.tsx";
import { listHref, readListParams } from "@/components/directory/list-address.ts";
import { ListPagination } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { NothingImported } from "@/components/directory/nothing-imported.tsx";
import { UsersTable } from "@/components/directory/users-table.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { countUsers, listUsers } from "@/lib/directory/list-users.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Users" };

const path = "/users";

export default async function UsersPage({ searchParams }: PageProps<"/users">) {
  await requireAdmin();
  const { prisma } = processDatabase();
  const params = await readListParams(searchParams);
  const isMigrationEmailPending = params.migration_pending_email === "true" ? true : undefined;
  const filter = { q: params.q, isMigrationEmailPending, organizationId: params.organization };
  const [page, count, organization] = await Promise.all([
    listUsers(prisma, filter, params),
    countUsers(prisma, filter),
    params.organization ? prisma.organization.findUnique({ where: { id: params.organization } }) : null,
  ]);
  const isFiltered = Boolean(params.q || isMigrationEmailPending || params.organization);

  return (
    <>
      <PageHeader
        title="Users"
        description="One person, one e-mail address, however many rows they had before."
      />
      {page.items.length === 0 && !isFiltered ? (
        <NothingImported icon={UsersRound} title="No users yet">
          People appear here as soon as an import has created them.
        </NothingImported>
      ) : (
        <>
          <ListToolbar>
            <SearchInput label="Search users" placeholder="E-mail, name or id begins with…" />
            <FilterLinks
              label="Filter users"
              links={[
                {
                  label: "Everybody",
                  href: listHref(path, params, { migration_pending_email: undefined }),
                  isCurrent: !isMigrationEmailPending,
                },
                {
                  label: "Migration e-mail pending",
                  href: listHref(path, params, { migration_pending_email: "true" }),
                  isCurrent: Boolean(isMigrationEmailPending),
                },
              ]}
            />
            {params.organization && (
              <ButtonLink href={listHref(path, params, { organization: undefined })}>
                In {organization?.name ?? "an organization that is gone"}
                <X aria-label="Remove this filter" />
              </ButtonLink>
            )}
          </ListToolbar>
          {page.items.length === 0 ? (
            <NoMatch
              title="Nobody matches"
              hint="The search looks at the beginning of e-mail, first and last name, and at whole ids."
              clearHref={path}
            />
          ) : (
            <UsersTable users={page.items} />
          )}
          <ListPagination label="Pages of users" path={path} params={params} page={page} count={count} />
        </>
      )}
    </>
  );
}
