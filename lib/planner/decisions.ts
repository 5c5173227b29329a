import { z } from "zod";

/**
 * What people decided about a migration: `migration.json`. The plan is a function of the snapshot
 * and of this, so a decided migration can be repeated by wizard, CLI and nightly run alike.
 * Keys are source ids and e-mail keys (see `normalize-email.ts`), never ids of a target.
 */

export const mergeDecision = z.discriminatedUnion("action", [
  /** Fold the rows, even where the policy would hold the unverified ones. */
  z.strictObject({ action: z.literal("merge") }),
  /** Leave out the memberships of the group's unverified rows. */
  z.strictObject({ action: z.literal("hold") }),
  /**
   * Keep the named rows as people of their own. E-mail is unique, so each needs an address of its
   * own; without one (null) it stays a person who cannot sign in until one is set.
   */
  z.strictObject({
    action: z.literal("split"),
    addresses: z.record(z.string(), z.email().nullable()),
  }),
]);

export const decisionsSchema = z.strictObject({
  version: z.literal(1),
  /** What an unverified duplicate brings along: its memberships, or nothing until a person decides. */
  policy: z.enum(["merge", "hold"]).default("merge"),
  /** Only these source organizations and what belongs to them; null is all of them. */
  organizations: z.array(z.string()).nullable().default(null),
  /** Everything into this existing organization of the directory (its id) instead of the source's own. */
  targetOrganizationId: z.string().nullable().default(null),
  /** Removals at the source follow (`mirror`), or are only reported (`add_only`). */
  mode: z.enum(["mirror", "add_only"]).default("add_only"),
  /** Source role slug → role slug in the directory. What is not named keeps its own slug. */
  roleMap: z.record(z.string(), z.string().regex(/^[a-z0-9][a-z0-9_-]*$/)).default({}),
  /** Organization source id → slug. */
  slugs: z.record(z.string(), z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)).default({}),
  /** E-mail key → what becomes of the group. */
  merges: z.record(z.string(), mergeDecision).default({}),
  /**
   * `<organization source id> <e-mail key>` → role slug, where different roles meet in one membership. The target
   * organization's id stands in its place; a person without an address goes by its source id.
   */
  membershipRoles: z.record(z.string(), z.string()).default({}),
  /** Source ids of any kind that stay behind, with everything that hangs on them. */
  exclusions: z.array(z.string()).default([]),
  /** E-mail keys of unverified people already in the directory whom the import may adopt all the same. */
  adoptions: z.array(z.string()).default([]),
});

export type Decisions = z.infer<typeof decisionsSchema>;
export type MergeDecision = z.infer<typeof mergeDecision>;

export const noDecisions: Decisions = decisionsSchema.parse({ version: 1 });

/** Do decisions leave something out of the snapshot? What hangs on it is missing too, so nothing can be judged gone. */
export function isCut({ organizations, targetOrganizationId, exclusions }: Decisions): boolean {
  return organizations !== null || targetOrganizationId !== null || exclusions.length > 0;
}
