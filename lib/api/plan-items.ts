import { z } from "zod";
import { connectionFacts } from "../planner/planned-records.ts";
import type { planItemKinds } from "./contract.ts";

/**
 * What the review reads of a plan item's payload: the planned record of its kind, of which only
 * these fields are looked at.
 */
const membershipStatus = z.enum(["active", "pending", "inactive"]);
const time = z.number().nullable();

export const mergePayload = z.object({
  emailKey: z.string(),
  decision: z.enum(["merge", "hold", "split", "undecided"]),
  userSourceId: z.string(),
  name: z.string(),
  rows: z.array(
    z.object({
      sourceId: z.string(),
      email: z.string(),
      isEmailVerified: z.boolean(),
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      lastSignInAt: time,
      createdAt: time,
      isSurvivor: z.boolean(),
      isSplit: z.boolean(),
      organizations: z.array(
        z.object({ sourceId: z.string(), name: z.string(), role: z.string(), status: membershipStatus }),
      ),
      rank: z.enum(["survivor", "unverified", "earlier_sign_in", "younger", "id"]),
    }),
  ),
  conflicts: z.array(z.object({ field: z.string(), values: z.array(z.string()) })),
  heldMembershipSourceIds: z.array(z.string()),
});
export type MergePayload = z.infer<typeof mergePayload>;

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
  merge: mergePayload,
  organization: organizationPayload,
  connection: connectionPayload,
  directory: directoryPayload,
} satisfies Record<(typeof planItemKinds)[number], z.ZodType>;

export type PlanItemPayloads = {
  [Kind in keyof typeof planItemPayloads]: z.infer<(typeof planItemPayloads)[Kind]>;
};
