import { countOf } from "@/components/wizard/quantity-text.ts";
import type { DecisionEdit } from "@/lib/api/decision-edits.ts";

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
      return `${edit.key}: ${edit.value?.action ?? asPolicy}`;
    case "mergeGroups":
      return `${countOf(edit.count, "group")}: ${edit.action ? manyWords[edit.action] : asPolicy}`;
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

const manyWords = {
  merge: "merge",
  hold: "hold what unverified rows bring",
  split: "split, without addresses until you give them",
};
const asPolicy = "as the policy says";
