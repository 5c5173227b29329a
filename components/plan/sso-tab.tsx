"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { CertificateBadge } from "@/components/plan/certificate-badge.tsx";
import { factLabel } from "@/components/plan/connection-facts.ts";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Card } from "@/components/ui/card.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { storyHref } from "@/components/wizard/wizard-steps.ts";
import type { ConnectionPayload } from "@/lib/api/plan-items.ts";
import { planItemsQuery } from "@/lib/api/queries.ts";

/** SSO connections: what is known of each IdP, and what its admin still has to tell. */
export function SsoTab({ detail }: TabProps) {
  const [q, setQ] = useState("");
  const pages = useInfiniteQuery(planItemsQuery(detail.id, "connection", q));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <FilterInput label="Search name, type, organization id" value={q} onChange={setQ} className="sm:w-80" />
      <ListStates
        query={pages}
        isEmpty={items.length === 0}
        emptyTitle={q ? "No connection matches" : "No SSO connection"}
        emptyText={q ? null : "The bundle holds no SAML or OIDC connection."}
      >
        <ul className="flex flex-col gap-2">
          {items.map((item) => (
            <li key={item.sourceId}>
              <ConnectionCard importId={detail.id} connection={item.payload} />
            </li>
          ))}
        </ul>
        <LoadMore
          pages={pages}
          shown={items.length}
          total={pages.data?.pages[0]?.total}
          noun={["connection", "connections"]}
        />
      </ListStates>
    </div>
  );
}

function ConnectionCard({ importId, connection }: { importId: string; connection: ConnectionPayload }) {
  const isSaml = connection.protocol === "saml";
  // One valid certificate is enough: IdPs keep the old one beside the new one for a while.
  const isExpired =
    connection.certificates.length > 0 &&
    connection.certificates.every((certificate) => certificate.notAfter < Date.now());
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2 border-border border-b px-4 py-2.5 text-sm">
        <h3 className="min-w-0 flex-1 basis-full wrap-anywhere font-medium sm:basis-0">{connection.name}</h3>
        <Badge>{connection.connectionType}</Badge>
        <Badge tone={connection.missing.length > 0 ? "warning" : "success"}>
          {connection.missing.length > 0 ? `${connection.missing.length} missing` : "complete"}
        </Badge>
        {isExpired && <Badge tone="danger">certificate expired</Badge>}
        {connection.organizationSourceId && (
          <Link
            prefetch={false}
            href={storyHref(importId, connection.organizationSourceId)}
            className="text-link underline-offset-4 hover:underline"
          >
            New ACS URL and hand-over
            <span className="sr-only"> of {connection.name}</span>
          </Link>
        )}
      </div>
      <DataList>
        {isSaml ? (
          <>
            <DataItem label={factLabel("idp_entity_id")}>
              {connection.idpEntityId && <Value text={connection.idpEntityId} />}
            </DataItem>
            <DataItem label={factLabel("idp_sign_in_url")}>
              {connection.idpSignInUrl && <Value text={connection.idpSignInUrl} />}
            </DataItem>
            <DataItem label={factLabel("signing_certificate")}>
              {connection.certificates.length === 0 ? null : (
                <ul className="flex flex-col gap-1.5">
                  {connection.certificates.map((certificate) => (
                    <li key={certificate.fingerprint}>
                      <CertificateBadge notAfter={certificate.notAfter} /> {certificate.subject}
                      <span className="block break-all font-mono text-muted-foreground text-xs">
                        {certificate.fingerprint}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </DataItem>
          </>
        ) : (
          <>
            <DataItem label={factLabel("oidc_client_id")}>
              {connection.oidcClientId && <Value text={connection.oidcClientId} />}
            </DataItem>
            <DataItem label={factLabel("oidc_discovery_endpoint")}>
              {connection.oidcDiscoveryEndpoint && <Value text={connection.oidcDiscoveryEndpoint} />}
            </DataItem>
          </>
        )}
        {connection.missing.length > 0 && (
          <DataItem label="To be asked for">{connection.missing.map(factLabel).join(", ")}</DataItem>
        )}
        {connection.domains.length > 0 && (
          <DataItem label="Domains">{connection.domains.join(", ")}</DataItem>
        )}
        <DataItem label="At the source">
          {connection.sourceState}, <span className="break-all font-mono text-xs">{connection.sourceId}</span>
        </DataItem>
      </DataList>
    </Card>
  );
}

const Value = ({ text }: { text: string }) => <code className="break-all font-mono text-xs">{text}</code>;
