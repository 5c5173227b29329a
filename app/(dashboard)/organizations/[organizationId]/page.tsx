import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { AuthorityBadge } from "@/components/directory/authority-badge.tsx";
import { AuthoritySwitch } from "@/components/directory/authority-switch.tsx";
import { CopyValue } from "@/components/directory/copy-value.tsx";
import { IdText } from "@/components/directory/id-text.tsx";
import { listHref, readListParams } from "@/components/directory/list-address.ts";
import { MirrorNote } from "@/components/directory/mirror-note.tsx";
import { rowCountText } from "@/components/directory/row-count-text.ts";
import { sentenceCase } from "@/components/directory/status-badges.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { getOrganization, organizationParts } from "@/lib/directory/get-organization.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { OrganizationPart } from "./organization-part.tsx";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage(props: PageProps<"/organizations/[organizationId]">) {
  await requireAdmin();
  const { prisma } = processDatabase();
  const organization = await getOrganization(prisma, (await props.params).organizationId);
  if (!organization) notFound();
  const params = await readListParams(props.searchParams);
  const path = `/organizations/${organization.id}` as Route;
  const isOwned = organization.authority === "authio";
  const part = organizationParts.find((name) => name === params.tab) ?? "members";

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Organizations", href: "/organizations" }]}
        title={organization.name}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{organization.slug}</span>
            <CopyValue value={organization.id} label="Copy the id" />
            {organization.sourceKey && <IdText id={organization.sourceKey} />}
            <span>
              Created <RelativeTime value={organization.createdAt} />
            </span>
          </span>
        }
        actions={
          isOwned && (
            <>
              <AuthorityBadge authority={organization.authority} />
              <AuthoritySwitch organizationId={organization.id} name={organization.name} authority="authio" />
            </>
          )
        }
      />
      {!isOwned && organization.sourceKey && (
        <MirrorNote
          actions={
            <AuthoritySwitch organizationId={organization.id} name={organization.name} authority="workos" />
          }
        >
          Change it at WorkOS: the next import brings it here. Once this customer is cut over, Authio takes
          over and imports leave it alone.
        </MirrorNote>
      )}
      <TabLinks
        label="Parts of the organization"
        current={part}
        tabs={organizationParts.map((name) => ({
          key: name,
          label: sentenceCase(name),
          href: listHref(path, {}, { tab: name === "members" ? undefined : name }),
          count: rowCountText(organization.counts[name]),
        }))}
      />
      <div className="pt-4">
        <OrganizationPart
          part={part}
          prisma={prisma}
          organization={organization}
          path={path}
          params={params}
        />
      </div>
    </>
  );
}
