import { z } from "zod";

export const driftChanges = ["joined", "left", "role", "status", "merged", "sources"] as const;
export const driftReasons = [
  "new_person",
  "known_person",
  "membership_gone",
  "person_gone",
  "merged",
] as const;

/** How an import changed who is in which organization; or, in review, how its plan would (`isApplied`: false). */
export const drift = z.object({
  isApplied: z.boolean(),
  /** Organizations in which something changed, those with most changes first. */
  items: z.array(
    z.object({
      /** Null, where the plan has the organization and the directory not yet. */
      organizationId: z.string().nullable(),
      sourceId: z.string().nullable(),
      name: z.string(),
      /** In the directory now. */
      members: z.number(),
      /** Changes: `merged` went over to another person, `sources` stem from other source memberships. */
      joined: z.number(),
      left: z.number(),
      role: z.number(),
      status: z.number(),
      merged: z.number(),
      sources: z.number(),
      /** Memberships of WorkOS that are fewer here: several of one person, and those that merges hold. */
      folded: z.number(),
      held: z.number(),
      people: z.array(
        z.object({
          /** Null: not here (yet, or any more). */
          userId: z.string().nullable(),
          label: z.string(),
          change: z.enum(driftChanges),
          /** Of a role or status; the role of who joined (`to`) or left (`from`). */
          from: z.string().nullable(),
          to: z.string().nullable(),
          reason: z.enum(driftReasons).nullable(),
          sourceIds: z.array(z.string()),
        }),
      ),
      /** Changes beyond those in `people`. */
      morePeople: z.number(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type Drift = z.infer<typeof drift>;
