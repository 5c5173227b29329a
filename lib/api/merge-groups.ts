import { z } from "zod";
import { mergeDecision } from "../planner/decisions.ts";
import { searchText } from "./search-text.ts";

/** What the merge explorer asks for and gets: groups of source rows with one address. */

/** What is true of a group; the explorer filters by them. */
export const mergeFlags = [
  /** Its rows disagree on a field. */
  "conflict",
  /** A row whose address was never verified. */
  "unverified",
  /** Its rows have different roles in one organization. */
  "roles",
  /** Held by the policy until a person decides. */
  "undecided",
  /** Memberships stay out, by decision or until there is one. */
  "held",
  "split",
  /** A person decided it; else the policy did. */
  "decided",
  /** Its people are in more than one organization. */
  "organizations",
] as const;
export const mergeFlag = z.enum(mergeFlags);
export type MergeFlag = z.infer<typeof mergeFlag>;

export const mergeSorts = ["email", "rows", "conflicts"] as const;
export const mergeSort = z.enum(mergeSorts);
export type MergeSort = z.infer<typeof mergeSort>;

/** Groups that have all the flags and contain the words. */
export const mergeFilter = z.strictObject({ flags: z.array(mergeFlag), q: z.string().max(200) });
export type MergeFilter = z.infer<typeof mergeFilter>;

/** The same as it stands in an address: `?flags=held,roles&q=acme`. */
export const mergeQuery = z.object({
  flags: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(mergeFilter.shape.flags),
  q: mergeFilter.shape.q.default(""),
});

const outcome = z.enum(["merge", "hold", "split", "undecided"]);

/** A line of the list. */
export const mergeRow = z.object({
  emailKey: z.string(),
  name: z.string(),
  rows: z.number(),
  people: z.number(),
  organizations: z.number(),
  conflicts: z.number(),
  decision: outcome,
  flags: z.array(mergeFlag),
  /** What the search looks through. */
  search: z.string(),
});
export type MergeRow = z.infer<typeof mergeRow>;
export const mergePage = z.object({ items: z.array(mergeRow), nextCursor: z.string().nullable() });

/** How many groups match a filter, and how many would with one more flag. */
export const mergeCounts = z.object({ total: z.number(), flags: z.partialRecord(mergeFlag, z.number()) });
export type MergeCounts = z.infer<typeof mergeCounts>;

/** Whether a group matches, as the database decides it too. */
export function matchesFilter(row: Pick<MergeRow, "flags" | "search">, { flags, q }: MergeFilter): boolean {
  return flags.every((flag) => row.flags.includes(flag)) && row.search.includes(searchText(q));
}

const time = z.number().nullable();
const text = z.string().nullable();

/** The planner's `PlannedMerge`. */
export const mergePayload = z.object({
  emailKey: z.string(),
  decision: outcome,
  userSourceId: z.string(),
  name: z.string(),
  /** In rank order: the survivor stands first, unless it is split off. */
  rows: z.array(
    z.object({
      sourceId: z.string(),
      email: z.string(),
      isEmailVerified: z.boolean(),
      firstName: text,
      lastName: text,
      pictureUrl: text,
      externalId: text,
      locale: text,
      metadata: z.record(z.string(), z.string()).nullable(),
      lastSignInAt: time,
      createdAt: time,
      isSurvivor: z.boolean(),
      isSplit: z.boolean(),
      organizations: z.array(
        z.object({
          sourceId: z.string(),
          name: z.string(),
          role: z.string(),
          sourceRoles: z.array(z.string()),
          status: z.enum(["active", "pending", "inactive"]),
        }),
      ),
      rank: z.enum(["survivor", "unverified", "earlier_sign_in", "younger", "id"]),
    }),
  ),
});
export type MergePayload = z.infer<typeof mergePayload>;

/** One group with its evidence. */
export const mergeDetail = z.object({
  row: mergeRow,
  merge: mergePayload,
  /** What a person decided about it. */
  decided: mergeDecision.nullable(),
});
export type MergeDetail = z.infer<typeof mergeDetail>;
