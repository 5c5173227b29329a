import { z } from "zod";

/** Kinds of records whose WorkOS ids the directory keeps, in the order of an export. */
export const idMapKinds = [
  "user",
  "organization",
  "membership",
  "connection",
  "directory",
  "directory_user",
  "directory_group",
  "invitation",
] as const;
export const idMapKind = z.enum(idMapKinds);
export type IdMapKind = z.infer<typeof idMapKind>;

export const idMapFormats = ["csv", "ndjson", "sql"] as const;
export type IdMapFormat = (typeof idMapFormats)[number];

/** The most ids that one request may ask for. */
const mostSourceIds = 100;

export const idMapRequest = z.object({
  source_id: z
    .array(z.string().trim().min(1, "is empty").max(255, "is longer than any id of WorkOS"))
    .min(1, "name at least one id of WorkOS: ?source_id=user_…")
    .max(mostSourceIds, `ask for ${mostSourceIds} at a time at the most, or download the whole map`),
});

export const idMapDownload = z.object({ kind: idMapKind.optional() });

/** What a record of WorkOS became. */
export const idMapEntry = z.object({
  kind: idMapKind,
  /** As WorkOS names it. */
  sourceId: z.string(),
  authioId: z.string(),
  /** A name or an address, for people. */
  label: z.string(),
  /** All ids of WorkOS that became this one record: two or more are a merge. A person's profile is the first one's. */
  foldedSourceIds: z.array(z.string()),
});
export type IdMapEntry = z.infer<typeof idMapEntry>;

/** Answer of a look-up; `unknown` are the ids that the directory has nothing of. */
export const idMapAnswer = z.object({ entries: z.array(idMapEntry), unknown: z.array(z.string()) });
export type IdMapAnswer = z.infer<typeof idMapAnswer>;
