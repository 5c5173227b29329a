import { z } from "zod";
import { connectionFacts } from "../planner/planned-records.ts";
import type { planItemKinds } from "./plan-review.ts";

/**
 * What the review reads of a plan item's payload: the planned record of its kind, of which only
 * these fields are looked at.
 */
export const organizationPayload = z.object({
  sourceId: z.string(),
  name: z.string(),
  slug: z.string(),
  slugAlternate: z.string(),
  domains: z.array(z.object({ domain: z.string(), state: z.string(), isShared: z.boolean() })),
});
export type OrganizationPayload = z.infer<typeof organizationPayload>;

export const connectionPayload = z.object({
  sourceId: z.string(),
  organizationSourceId: z.string().nullable(),
  name: z.string(),
  protocol: z.enum(["saml", "oidc"]),
  connectionType: z.string(),
  sourceState: z.string(),
  domains: z.array(z.string()),
  idpEntityId: z.string().nullable(),
  idpSignInUrl: z.string().nullable(),
  idpMetadataUrl: z.string().nullable(),
  certificates: z.array(
    z.object({ fingerprint: z.string(), subject: z.string(), notBefore: z.number(), notAfter: z.number() }),
  ),
  oidcClientId: z.string().nullable(),
  oidcDiscoveryEndpoint: z.string().nullable(),
  missing: z.array(z.enum(connectionFacts)),
});
export type ConnectionPayload = z.infer<typeof connectionPayload>;

export const directoryPayload = z.object({
  sourceId: z.string(),
  organizationSourceId: z.string().nullable(),
  name: z.string(),
  protocol: z.enum(["scim", "manual"]),
  directoryType: z.string(),
  sourceState: z.string(),
  domain: z.string().nullable(),
});
export type DirectoryPayload = z.infer<typeof directoryPayload>;

export const planItemPayloads = {
  organization: organizationPayload,
  connection: connectionPayload,
  directory: directoryPayload,
} satisfies Record<(typeof planItemKinds)[number], z.ZodType>;

export type PlanItemPayloads = {
  [Kind in keyof typeof planItemPayloads]: z.infer<(typeof planItemPayloads)[Kind]>;
};
