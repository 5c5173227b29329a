import { type ConnectionFact, connectionFacts } from "@/lib/planner/planned-records.ts";

/** What an IdP must tell, in the words its admin knows. */
export const connectionFactLabels: Record<ConnectionFact, string> = {
  idp_entity_id: "IdP entity ID",
  idp_sign_in_url: "IdP sign-in URL",
  signing_certificate: "Signing certificate",
  oidc_client_id: "OIDC client ID",
  oidc_client_secret: "OIDC client secret",
  oidc_discovery_endpoint: "OIDC discovery endpoint",
};

const isFact = (fact: string): fact is ConnectionFact => connectionFacts.some((known) => known === fact);

/** A fact's label; what this page does not know speaks for itself. */
export const factLabel = (fact: string): string =>
  isFact(fact) ? connectionFactLabels[fact] : fact.replaceAll("_", " ");
