import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { protocolName } from "@/components/directory/connection-badges.tsx";
import { CopyValue } from "@/components/directory/copy-value.tsx";
import { DirectoryGroupsTable } from "@/components/directory/directory-groups-table.tsx";
import { DirectoryUsersTable } from "@/components/directory/directory-users-table.tsx";
import { IdText } from "@/components/directory/id-text.tsx";
import { type ListParams, listHref, readListParams } from "@/components/directory/list-address.ts";
import { ListPagination } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { MirrorNote } from "@/components/directory/mirror-note.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { rowCountText } from "@/components/directory/row-count-text.ts";
import { sentenceCase } from "@/components/directory/status-badges.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card } from "@/components/ui/card.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { scimBaseUrl } from "@/lib/directory/connection-urls.ts";
import { type DirectoryDetail, getDirectory } from "@/lib/directory/get-directory.ts";
import { listDirectoryGroups } from "@/lib/directory/list-directory-groups.ts";
import { listDirectoryUsers } from "@/lib/directory/list-directory-users.ts";
import type { PrismaClient } from "@/lib/generated/prisma/client.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Directory" };

export default async function DirectoryPage(props: PageProps<"/directories/[directoryId]">) {
  await requireAdmin();
  const { prisma } = processDatabase();
  const directory = await getDirectory(prisma, (await props.params).directoryId);
  if (!directory) notFound();
  const params = await readListParams(props.searchParams);
  const path = `/directories/${directory.id}`;
  const tab = params.tab === "groups" ? "groups" : "users";
  const { organization } = directory;

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Directories", href: "/directories" }]}
        title={directory.name}
        description={
          <>
            Provisions people of{" "}
            <TextLink href={`/organizations/${organization.id}` as Route}>{organization.name}</TextLink>
          </>
        }
        actions={<Badge>{protocolName(directory.protocol)}</Badge>}
      />
      {directory.sourceKey && organization.authority === "workos" && (
        <MirrorNote>
          Change it at WorkOS, or let Authio take over{" "}
          <TextLink href={`/organizations/${organization.id}` as Route}>{organization.name}</TextLink> once it
          is cut over.
        </MirrorNote>
      )}
      {directory.protocol === "manual" && (
        <Alert tone="warning" title="This directory spoke no SCIM at the source" className="mb-6">
          Ask the customer's IdP admin to set up SCIM provisioning with the base URL below, or go on with
          invitations.
        </Alert>
      )}
      <Card className="mb-6">
        <DataList>
          <DataItem label="SCIM base URL">
            <CopyValue
              value={scimBaseUrl(identityConfig().appUrl, directory.id)}
              label="Copy SCIM base URL"
            />
          </DataItem>
          <DataItem label="Type at the source">{directory.directoryType}</DataItem>
          <DataItem label="State at the source">{sentenceCase(directory.sourceState)}</DataItem>
          <DataItem label="Domain">{directory.domain}</DataItem>
          <DataItem label="Source id">{directory.sourceKey && <IdText id={directory.sourceKey} />}</DataItem>
        </DataList>
      </Card>
      <TabLinks
        label="Parts of the directory"
        current={tab}
        tabs={[
          {
            key: "users",
            label: "Users",
            href: listHref(path, {}),
            count: rowCountText(directory.counts.users),
          },
          {
            key: "groups",
            label: "Groups",
            href: listHref(path, {}, { tab: "groups" }),
            count: rowCountText(directory.counts.groups),
          },
        ]}
      />
      <div className="pt-4">
        <ListToolbar>
          <SearchInput
            key={tab}
            label={`Search ${tab}`}
            placeholder={tab === "users" ? "User name or e-mail begins with…" : "Group name begins with…"}
          />
        </ListToolbar>
        {tab === "users" ? (
          <Users prisma={prisma} directory={directory} path={path} params={params} />
        ) : (
          <Groups prisma={prisma} directory={directory} path={path} params={params} />
        )}
      </div>
    </>
  );
}

type PartProps = { prisma: PrismaClient; directory: DirectoryDetail; path: string; params: ListParams };

async function Users({ prisma, directory, path, params }: PartProps) {
  const page = await listDirectoryUsers(prisma, { directoryId: directory.id, q: params.q }, params);
  if (page.items.length === 0) return <Nothing path={path} params={params} kind="users" />;
  return (
    <>
      <DirectoryUsersTable users={page.items} />
      <ListPagination label="Pages of users" path={path} params={params} page={page} />
    </>
  );
}

async function Groups({ prisma, directory, path, params }: PartProps) {
  const page = await listDirectoryGroups(prisma, { directoryId: directory.id, q: params.q }, params);
  if (page.items.length === 0) return <Nothing path={path} params={params} kind="groups" />;
  return (
    <>
      <DirectoryGroupsTable groups={page.items} />
      <ListPagination label="Pages of groups" path={path} params={params} page={page} />
    </>
  );
}

function Nothing({ path, params, kind }: { path: string; params: ListParams; kind: string }) {
  if (!params.q) return <p className="text-muted-foreground text-sm">This directory has no {kind}.</p>;
  return (
    <NoMatch
      title={`No ${kind} match`}
      hint="The search looks at the beginning of names."
      clearHref={listHref(path, params, { q: undefined })}
    />
  );
}
