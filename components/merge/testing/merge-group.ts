import type { MergePayload } from "@/lib/api/merge-groups.ts";

type Row = MergePayload["rows"][number];

/** A row of a group, a verified member of some organizations unless said otherwise. */
export const sourceRow = (
  sourceId: string,
  organizations: (string | Partial<Row["organizations"][number]>)[],
  more: Partial<Row> = {},
): Row => ({
  sourceId,
  email: "alice@acme.com",
  isEmailVerified: true,
  firstName: null,
  lastName: null,
  pictureUrl: null,
  externalId: null,
  locale: null,
  metadata: null,
  lastSignInAt: null,
  createdAt: null,
  isSurvivor: false,
  isSplit: false,
  organizations: organizations.map((given) => {
    const {
      sourceId: id = "a",
      role = "member",
      ...rest
    } = typeof given === "string" ? { sourceId: given } : given;
    return { sourceId: id, name: id.toUpperCase(), role, sourceRoles: [role], status: "active", ...rest };
  }),
  rank: "younger",
  ...more,
});

export const mergeGroup = (...rows: Row[]) => ({ emailKey: "alice@acme.com", rows });
