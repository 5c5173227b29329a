import { z } from "zod";
import { type Decisions, decisionsSchema, type MergeDecision } from "@/lib/planner/decisions.ts";

/**
 * A change to the decisions that was made on the page and not applied yet. Edits are kept instead of
 * the decided whole, so that they can be taken back one by one, and laid over decisions that changed
 * meanwhile in another tab.
 */
export type DecisionEdit =
  | { field: "policy"; value: Decisions["policy"] }
  | { field: "mode"; value: Decisions["mode"] }
  | { field: "organizations"; value: string[] | null }
  | { field: "targetOrganizationId"; value: string | null }
  | { field: "merges"; key: string; value: MergeDecision | null }
  | { field: "roleMap" | "slugs" | "membershipRoles"; key: string; value: string | null }
  | { field: "exclusions" | "adoptions"; key: string; value: boolean }
  /** A whole `migration.json`. */
  | { field: "all"; value: Decisions };

/** Two edits of the same place: the later one replaces the earlier. */
const placeOf = (edit: DecisionEdit) => ("key" in edit ? `${edit.field} ${edit.key}` : edit.field);

/** The decisions with the edits laid over them. */
export function applyEdits(decisions: Decisions, edits: readonly DecisionEdit[]): Decisions {
  return edits.reduce(applyEdit, decisions);
}

function applyEdit(decisions: Decisions, edit: DecisionEdit): Decisions {
  switch (edit.field) {
    case "all":
      return edit.value;
    case "policy":
      return { ...decisions, policy: edit.value };
    case "mode":
      return { ...decisions, mode: edit.value };
    case "organizations":
      return { ...decisions, organizations: edit.value };
    case "targetOrganizationId":
      return { ...decisions, targetOrganizationId: edit.value };
    case "merges":
      return { ...decisions, merges: withEntry(decisions.merges, edit.key, edit.value) };
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
  decisions: Decisions,
  edits: readonly DecisionEdit[],
  edit: DecisionEdit,
): DecisionEdit[] {
  const others = edit.field === "all" ? [] : edits.filter((other) => placeOf(other) !== placeOf(edit));
  return effectiveEdits(decisions, [...others, edit]);
}

/** The edits that still change something; those that the decisions contain by now fall away. */
export function effectiveEdits(decisions: Decisions, edits: readonly DecisionEdit[]): DecisionEdit[] {
  let current = decisions;
  return edits.filter((edit) => {
    const next = applyEdit(current, edit);
    if (sameDecisions(current, next)) return false;
    current = next;
    return true;
  });
}

/** True when both say the same, whatever the order of their keys. */
export function sameDecisions(a: Decisions, b: Decisions): boolean {
  return canonical(a) === canonical(b);
}

function canonical(decisions: Decisions): string {
  const sorted = {
    ...decisions,
    exclusions: [...decisions.exclusions].sort(),
    adoptions: [...decisions.adoptions].sort(),
    organizations: decisions.organizations && [...decisions.organizations].sort(),
  };
  return JSON.stringify(sorted, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value,
  );
}

/** An edit in a few words, for the list of what is pending. */
export function describeEdit(edit: DecisionEdit): string {
  switch (edit.field) {
    case "all":
      return "Decisions from a file";
    case "policy":
      return edit.value === "hold" ? "Hold unverified duplicates" : "Merge unverified duplicates";
    case "mode":
      return edit.value === "mirror" ? "Removals follow" : "Only add and update";
    case "organizations":
      return edit.value ? `Only ${edit.value.length} chosen organizations` : "All organizations";
    case "targetOrganizationId":
      return edit.value ? `Everything into ${edit.value}` : "Organizations as at the source";
    case "merges":
      return `${edit.key}: ${edit.value ? edit.value.action : "as the policy says"}`;
    case "roleMap":
      return edit.value ? `Role ${edit.key} becomes ${edit.value}` : `Role ${edit.key} as the table says`;
    case "slugs":
      return edit.value ? `Slug ${edit.value}` : "Slug as proposed";
    case "membershipRoles":
      return `Role of ${edit.key.split(" ").at(1) ?? edit.key}: ${edit.value ?? "undecided"}`;
    case "exclusions":
      return edit.value ? `Leave out ${edit.key}` : `Bring back ${edit.key}`;
    case "adoptions":
      return edit.value ? `Adopt ${edit.key}` : `Don't adopt ${edit.key}`;
  }
}

const entry = <Value extends z.ZodType>(value: Value) => value.nullable();

/** Edits as they are kept over a reload; anything else is dropped. */
export const decisionEditsSchema: z.ZodType<DecisionEdit[]> = z.array(
  z.discriminatedUnion("field", [
    z.object({ field: z.literal("policy"), value: z.enum(["merge", "hold"]) }),
    z.object({ field: z.literal("mode"), value: z.enum(["mirror", "add_only"]) }),
    z.object({ field: z.literal("organizations"), value: z.array(z.string()).nullable() }),
    z.object({ field: z.literal("targetOrganizationId"), value: z.string().nullable() }),
    z.object({
      field: z.literal("merges"),
      key: z.string(),
      value: entry(decisionsSchema.shape.merges.unwrap().valueType),
    }),
    z.object({
      field: z.enum(["roleMap", "slugs", "membershipRoles"]),
      key: z.string(),
      value: entry(z.string()),
    }),
    z.object({ field: z.enum(["exclusions", "adoptions"]), key: z.string(), value: z.boolean() }),
    z.object({ field: z.literal("all"), value: decisionsSchema }),
  ]),
);
