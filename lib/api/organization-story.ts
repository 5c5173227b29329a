import { z } from "zod";
import { issueRow } from "./plan-review.ts";

/** Who decides what an organization is: WorkOS, which the directory mirrors, or Authio, whose organizations imports leave alone. */
export const authority = z.enum(["workos", "authio"]);
export type Authority = z.infer<typeof authority>;
export const setAuthority = z.object({ authority });

/** One organization through all of it: before, after, what its admin must do. */
export const organizationStory = z.object({
  sourceId: z.string(),
  organizationId: z.string().nullable(),
  name: z.string(),
  slug: z.string(),
  domains: z.array(z.object({ domain: z.string(), state: z.string(), isShared: z.boolean() })),
  before: z.object({ userRows: z.number(), memberships: z.number() }),
  after: z.object({
    people: z.number(),
    byRole: z.record(z.string(), z.number()),
    byStatus: z.record(z.string(), z.number()),
  }),
  /** The first 500, by address. */
  members: z.array(
    z.object({
      email: z.string().nullable(),
      role: z.string(),
      status: z.string(),
      sourceIds: z.array(z.string()),
    }),
  ),
  /** With the values to hand to the customer's IdP admin. */
  connections: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      protocol: z.enum(["saml", "oidc"]),
      known: z.record(z.string(), z.string()),
      missing: z.array(z.string()),
      acsUrl: z.string(),
      spEntityId: z.string(),
    }),
  ),
  directories: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      protocol: z.enum(["scim", "manual"]),
      /** Empty until the directory is imported: the address carries its id. */
      scimBaseUrl: z.string(),
    }),
  ),
  issues: z.array(issueRow),
  isImported: z.boolean(),
});
export type OrganizationStory = z.infer<typeof organizationStory>;
