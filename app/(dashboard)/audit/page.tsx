import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditTable, actorKindNames } from "@/components/directory/audit-table.tsx";
import { FilterLinks } from "@/components/directory/filter-links.tsx";
import { listHref, readListParams } from "@/components/directory/list-address.ts";
import { ListPagination } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { actorKinds, listAuditEvents } from "@/lib/directory/list-audit-events.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Audit" };

const path = "/audit";

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  await requireAdmin();
  const params = await readListParams(searchParams);
  const actorKind = actorKinds.find((kind) => kind === params.actor);
  const page = await listAuditEvents(processDatabase().prisma, { q: params.q, actorKind }, params);

  return (
    <>
      <PageHeader
        title="Audit"
        description="Who did what in this dashboard and from the command line. Kept for good."
      />
      {page.items.length === 0 && !params.q && !actorKind ? (
        <EmptyState icon={ScrollText} title="Nothing has happened yet">
          Sign-ins, invitations, confirmed imports and the like will be listed here.
        </EmptyState>
      ) : (
        <>
          <ListToolbar>
            <SearchInput label="Search the audit list" placeholder="Name, action or whole id…" />
            <FilterLinks
              label="Filter by who"
              links={[undefined, ...actorKinds].map((kind) => ({
                label: kind ? (actorKindNames[kind] ?? kind) : "Everybody",
                href: listHref(path, params, { actor: kind }),
                isCurrent: actorKind === kind,
              }))}
            />
          </ListToolbar>
          {page.items.length === 0 ? (
            <NoMatch
              title="Nothing matches"
              hint="The search looks at names and actions, such as import.confirmed, and at whole ids."
              clearHref={path}
            />
          ) : (
            <AuditTable events={page.items} />
          )}
          <ListPagination label="Pages of events" path={path} params={params} page={page} />
        </>
      )}
    </>
  );
}
