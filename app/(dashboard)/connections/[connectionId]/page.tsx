import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { Certificates } from "@/components/directory/certificates.tsx";
import { factName, protocolName } from "@/components/directory/connection-badges.tsx";
import { ConnectionHandout } from "@/components/directory/connection-handout.tsx";
import { IdText } from "@/components/directory/id-text.tsx";
import { LogLines } from "@/components/directory/log-lines.tsx";
import { MirrorNote } from "@/components/directory/mirror-note.tsx";
import { Section } from "@/components/directory/section.tsx";
import { StateBadge, sentenceCase } from "@/components/directory/status-badges.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card } from "@/components/ui/card.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { connectionUrls } from "@/lib/directory/connection-urls.ts";
import { getConnection } from "@/lib/directory/get-connection.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: PageProps<"/connections/[connectionId]">) {
  await requireAdmin();
  const connection = await getConnection(processDatabase().prisma, (await params).connectionId);
  if (!connection) notFound();
  const { organization, missing } = connection;
  const urls = connectionUrls(identityConfig().appUrl, connection.providerId);
  const isOidc = connection.protocol === "oidc";

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Connections", href: "/connections" }]}
        title={connection.name}
        description={
          <>
            SSO of{" "}
            <TextLink href={`/organizations/${organization.id}` as Route}>{organization.name}</TextLink>
          </>
        }
        actions={
          <>
            <Badge>{protocolName(connection.protocol)}</Badge>
            <StateBadge state={connection.state} />
          </>
        }
      />
      {connection.sourceKey && organization.authority === "workos" && (
        <MirrorNote>
          Change it at WorkOS, or let Authio take over{" "}
          <TextLink href={`/organizations/${organization.id}` as Route}>{organization.name}</TextLink> once it
          is cut over.
        </MirrorNote>
      )}
      {missing.length > 0 && (
        <Alert tone="warning" title="Nobody can sign in through this connection yet" className="mb-6">
          Ask the customer's IdP admin for the {missing.map(factName).join(", the ")}: the source did not give{" "}
          {missing.length === 1 ? "it" : "them"} away.
        </Alert>
      )}
      <Section
        title="For the customer's IdP admin"
        description="They enter these on their side. Until they do, their people sign in as before."
      >
        <Card>
          <ConnectionHandout protocol={connection.protocol} urls={urls} />
        </Card>
      </Section>
      <Section title="What we know of their IdP">
        <Card>
          <DataList>
            {isOidc ? (
              <>
                <DataItem label="Client ID">{known(connection.oidcClientId)}</DataItem>
                <DataItem label="Discovery endpoint">{known(connection.oidcDiscoveryEndpoint)}</DataItem>
              </>
            ) : (
              <>
                <DataItem label="IdP entity ID">{known(connection.idpEntityId)}</DataItem>
                <DataItem label="IdP sign-in URL">{known(connection.idpSignInUrl)}</DataItem>
                <DataItem label="IdP metadata URL">{known(connection.idpMetadataUrl)}</DataItem>
                <DataItem label="Signing certificates">
                  {connection.certificates.length > 0 && (
                    <Certificates certificates={connection.certificates} />
                  )}
                </DataItem>
              </>
            )}
            <DataItem label="Missing">{sentenceCase(missing.map(factName).join(", "))}</DataItem>
            <DataItem label="Domains">{connection.domains.join(", ")}</DataItem>
            <DataItem label="Type at the source">{connection.connectionType}</DataItem>
            <DataItem label="State at the source">{sentenceCase(connection.sourceState)}</DataItem>
            <DataItem label="Source id">{known(connection.sourceKey)}</DataItem>
            <DataItem label="Provider id">{known(connection.providerId)}</DataItem>
          </DataList>
        </Card>
      </Section>
      <Section title="Import log">
        <LogLines lines={connection.log} />
      </Section>
    </>
  );
}

function known(value: string | null) {
  return value && <IdText id={value} className="text-foreground" />;
}
