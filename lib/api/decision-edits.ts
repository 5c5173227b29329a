import { z } from "zod";
import { type Decisions, decisionsSchema, mergeDecision } from "../planner/decisions.ts";
import { mergeFilter } from "./merge-groups.ts";

/** Decisions without those about merges: of them there may be as many as groups, and no page holds them all. */
export const plainDecisions = decisionsSchema.omit({ merges: true });
export type PlainDecisions = z.infer<typeof plainDecisions>;

/** Groups that are decided together: named ones, or all that match a filter in one plan. */
export const mergeGroups = z.union([
  z.strictObject({ keys: z.array(z.string()) }),
  z.strictObject({
    filter: mergeFilter,
    /** Keys of groups that match and are not meant. */
    except: z.array(z.string()),
    /** The plan that was looked at: in another one others may match. */
    planHash: z.string(),
  }),
]);
export type MergeGroups = z.infer<typeof mergeGroups>;

/** What can be decided about many groups at once; null leaves them to the policy. */
const groupAction = z.enum(["merge", "hold", "split"]).nullable();
export type GroupAction = z.infer<typeof groupAction>;

const text = z.string().nullable();

/**
 * A change to the decisions. Pages keep those that were made and not applied yet, instead of the decided whole, so
 * that they can be taken back one by one, and are laid over decisions that changed meanwhile in another tab.
 */
export const decisionEdit = z.discriminatedUnion("field", [
  z.strictObject({ field: z.literal("policy"), value: plainDecisions.shape.policy.unwrap() }),
  z.strictObject({ field: z.literal("mode"), value: plainDecisions.shape.mode.unwrap() }),
  z.strictObject({ field: z.literal("organizations"), value: z.array(z.string()).nullable() }),
  z.strictObject({ field: z.literal("targetOrganizationId"), value: text }),
  /** One group. `before` is what was decided about it before any edit. */
  z.strictObject({
    field: z.literal("merges"),
    key: z.string(),
    value: mergeDecision.nullable(),
    before: mergeDecision.nullable(),
  }),
  /**
   * Many groups, `count` of them. Hold is said of those that have an unverified row; split makes every row but the
   * survivor a person of its own, without an address.
   */
  z.strictObject({
    field: z.literal("mergeGroups"),
    groups: mergeGroups,
    action: groupAction,
    count: z.number().int(),
  }),
  z.strictObject({
    field: z.enum(["roleMap", "slugs", "membershipRoles"]),
    key: z.string(),
    value: text,
  }),
  z.strictObject({ field: z.enum(["exclusions", "adoptions"]), key: z.string(), value: z.boolean() }),
  /** A whole `migration.json`. */
  z.strictObject({ field: z.literal("all"), value: decisionsSchema }),
]);
export type DecisionEdit = z.infer<typeof decisionEdit>;

/** Edits in the order in which they were made. */
export const decisionEdits = z.array(decisionEdit);

/** Two edits of the same place: the later one replaces the earlier. */
function placeOf(edit: DecisionEdit): string {
  if ("key" in edit) return `${edit.field} ${edit.key}`;
  return edit.field === "mergeGroups" ? `${edit.field} ${JSON.stringify(edit.groups)}` : edit.field;
}

/** The decisions with the edits laid over them. */
export function applyEdits(decisions: PlainDecisions, edits: readonly DecisionEdit[]): PlainDecisions {
  return edits.reduce(applyEdit, decisions);
}

/** The decisions with one edit laid over them; what is decided about merges is not among them. */
export function applyEdit(decisions: PlainDecisions, edit: DecisionEdit): PlainDecisions {
  switch (edit.field) {
    case "all": {
      const { merges: _, ...plain } = edit.value;
      return plain;
    }
    case "policy":
      return { ...decisions, policy: edit.value };
    case "mode":
      return { ...decisions, mode: edit.value };
    case "organizations":
      return { ...decisions, organizations: edit.value };
    case "targetOrganizationId":
      return { ...decisions, targetOrganizationId: edit.value };
    case "merges":
    case "mergeGroups":
      return decisions;
    case "roleMap":
    case "slugs":
    case "membershipRoles":
      return { ...decisions, [edit.field]: withEntry(decisions[edit.field], edit.key, edit.value) };
    case "exclusions":
    case "adoptions": {
      const others = decisions[edit.field].filter((key) => key !== edit.key);
      return { ...decisions, [edit.field]: edit.value ? [...others, edit.key] : others };
    }
  }
}

function withEntry<Value>(entries: Record<string, Value>, key: string, value: Value | null) {
  const { [key]: _before, ...others } = entries;
  return value === null ? others : { ...others, [key]: value };
}

/** Adds an edit to those before it: of one place only the last counts, and none that changes nothing stays. */
export function addEdit(
  decisions: PlainDecisions,
  edits: readonly DecisionEdit[],
  edit: DecisionEdit,
): DecisionEdit[] {
  const others = edit.field === "all" ? [] : edits.filter((other) => placeOf(other) !== placeOf(edit));
  return effectiveEdits(decisions, [...others, edit]);
}

/** The edits that still change something; those that the decisions contain by now fall away. */
export function effectiveEdits(decisions: PlainDecisions, edits: readonly DecisionEdit[]): DecisionEdit[] {
  let current = decisions;
  const effective: DecisionEdit[] = [];
  for (const edit of edits) {
    const next = applyEdit(current, edit);
    if (isOfMerges(edit) ? isNoChange(edit, effective) : sameDecisions(current, next)) continue;
    effective.push(edit);
    current = next;
  }
  return effective;
}

const isOfMerges = (edit: DecisionEdit) =>
  edit.field === "merges" || edit.field === "mergeGroups" || edit.field === "all";

/** A group that gets back what was decided about it; unless an edit of many came before, which it may have to undo. */
function isNoChange(edit: DecisionEdit, earlier: readonly DecisionEdit[]): boolean {
  return (
    edit.field === "merges" &&
    sameDecisions(edit.value, edit.before) &&
    !earlier.some((one) => one.field === "mergeGroups" || one.field === "all")
  );
}

/** True when both say the same, whatever the order of their keys and of what is left out or adopted. */
export function sameDecisions(
  a: Partial<Decisions> | DecisionOfMerge,
  b: Partial<Decisions> | DecisionOfMerge,
): boolean {
  return canonical(a) === canonical(b);
}
type DecisionOfMerge = z.infer<typeof mergeDecision> | null;

const unordered = new Set(["exclusions", "adoptions", "organizations"]);

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (Array.isArray(part)) return unordered.has(key) ? [...part].sort() : part;
    return part !== null && typeof part === "object"
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part;
  });
}
