import { CalendarClock, CalendarX } from "lucide-react";
import { sentenceCase } from "@/components/directory/status-badges.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import type { ConnectionFact } from "@/lib/planner/planned-records.ts";

const factNames: Record<ConnectionFact, string> = {
  idp_entity_id: "IdP entity ID",
  idp_sign_in_url: "IdP sign-in URL",
  signing_certificate: "signing certificate",
  oidc_client_id: "client ID",
  oidc_client_secret: "client secret",
  oidc_discovery_endpoint: "discovery endpoint",
};

/** A fact about the customer's IdP in words. */
export function factName(fact: string): string {
  return fact in factNames ? factNames[fact as ConnectionFact] : fact.replaceAll("_", " ");
}

/** `saml` → `SAML`. */
export function protocolName(protocol: string): string {
  return protocol === "manual" ? "Manual" : protocol.toUpperCase();
}

export function MissingFacts({ missing }: { missing: readonly string[] }) {
  if (missing.length === 0) return <span className="text-muted-foreground">Nothing</span>;
  return <>{sentenceCase(missing.map(factName).join(", "))}</>;
}

const soonMs = 30 * 86_400_000;

export type CertificateState = "valid" | "expires_soon" | "expired";

/** How a certificate stands: soon is within 30 days. Both in milliseconds since the epoch. */
export function certificateState(notAfter: number, nowMs: number): CertificateState {
  if (notAfter <= nowMs) return "expired";
  return notAfter - nowMs <= soonMs ? "expires_soon" : "valid";
}

/** Nothing while the certificate is valid for longer than a month. */
export function CertificateBadge({ notAfter }: { notAfter: number }) {
  const state = certificateState(notAfter, Date.now());
  if (state === "valid") return null;
  return state === "expired" ? (
    <Badge tone="danger">
      <CalendarX aria-hidden />
      Certificate expired
    </Badge>
  ) : (
    <Badge tone="warning">
      <CalendarClock aria-hidden />
      Certificate expires soon
    </Badge>
  );
}
