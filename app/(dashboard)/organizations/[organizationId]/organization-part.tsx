import type { Route } from "next";
import type { ReactNode } from "react";
import { ConnectionsTable } from "@/components/directory/connections-table.tsx";
import { DirectoriesTable } from "@/components/directory/directories-table.tsx";
import { DomainsTable } from "@/components/directory/domains-table.tsx";
import { InvitationsTable } from "@/components/directory/invitations-table.tsx";
import { type ListParams, listHref } from "@/components/directory/list-address.ts";
import { ListPagination, type PageView } from "@/components/directory/list-pagination.tsx";
import { ListToolbar } from "@/components/directory/list-toolbar.tsx";
import { MembersTable } from "@/components/directory/members-table.tsx";
import { NoMatch } from "@/components/directory/no-match.tsx";
import { RolesTable } from "@/components/directory/roles-table.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import {
  listDomainsOf,
  listRolesOf,
  type OrganizationDetail,
  type OrganizationPart as Part,
} from "@/lib/directory/get-organization.ts";
import { listConnections } from "@/lib/directory/list-connections.ts";
import { listDirectories } from "@/lib/directory/list-directories.ts";
import { listInvitations } from "@/lib/directory/list-invitations.ts";
import { listMembers } from "@/lib/directory/list-members.ts";
import type { PrismaClient } from "@/lib/generated/prisma/client.ts";

type PartProps = { prisma: PrismaClient; organization: OrganizationDetail; path: Route; params: ListParams };

/** What one tab of an organization shows. */
export async function OrganizationPart({ part, ...props }: PartProps & { part: Part }) {
  const { prisma, organization, params } = props;
  const organizationId = organization.id;
  switch (part) {
    case "members":
      return <Members {...props} />;
    case "domains": {
      const domains = await listDomainsOf(prisma, organizationId);
      return domains.length > 0 ? (
        <DomainsTable domains={domains} />
      ) : (
        <Nothing>It claims no domain.</Nothing>
      );
    }
    case "connections": {
      const page = await listConnections(prisma, { organizationId }, params);
      return (
        <Paged {...props} page={page} nothing="It has no SSO connection.">
          <ConnectionsTable connections={page.items} />
        </Paged>
      );
    }
    case "directories": {
      const page = await listDirectories(prisma, { organizationId }, params);
      return (
        <Paged {...props} page={page} nothing="It has no directory.">
          <DirectoriesTable directories={page.items} />
        </Paged>
      );
    }
    case "invitations": {
      const page = await listInvitations(prisma, organizationId, params);
      return (
        <Paged {...props} page={page} nothing="Nobody is invited.">
          <InvitationsTable invitations={page.items} />
        </Paged>
      );
    }
    case "roles": {
      const roles = await listRolesOf(prisma, organizationId);
      return roles.length > 0 ? (
        <RolesTable roles={roles} />
      ) : (
        <Nothing>No custom roles: owner, admin and member are enough here.</Nothing>
      );
    }
  }
}

async function Members({ prisma, organization, path, params }: PartProps) {
  const page = await listMembers(prisma, { organizationId: organization.id, q: params.q }, params);
  if (page.items.length === 0 && !params.q) return <Nothing>It has no members.</Nothing>;
  return (
    <>
      <ListToolbar>
        <SearchInput label="Search members" placeholder="E-mail or name begins with…" />
      </ListToolbar>
      {page.items.length === 0 ? (
        <NoMatch
          title="No member matches"
          hint="The search looks at the beginning of e-mail, first and last name."
          clearHref={listHref(path, params, { q: undefined })}
        />
      ) : (
        <MembersTable members={page.items} />
      )}
      <ListPagination label="Pages of members" path={path} params={params} page={page} />
    </>
  );
}

function Paged(props: PartProps & { page: PageView; nothing: string; children: ReactNode }) {
  if (props.page.items.length === 0) return <Nothing>{props.nothing}</Nothing>;
  return (
    <>
      {props.children}
      <ListPagination label="Pages" path={props.path} params={props.params} page={props.page} />
    </>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-muted-foreground text-sm">{children}</p>;
}
