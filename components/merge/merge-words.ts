import type { Tone } from "@/components/ui/tone.ts";
import type { MergeFlag, MergeRow, MergeSort } from "@/lib/api/merge-groups.ts";

export const decisionTones: Record<MergeRow["decision"], Tone> = {
  merge: "neutral",
  hold: "warning",
  split: "info",
  undecided: "danger",
};

export const decisionWords: Record<MergeRow["decision"], string> = {
  merge: "merge",
  hold: "hold",
  split: "split",
  undecided: "to decide",
};

export const flagLabels: Record<MergeFlag, string> = {
  undecided: "To decide",
  conflict: "Fields differ",
  roles: "Roles differ",
  unverified: "Unverified row",
  organizations: "Several organizations",
  held: "Memberships held",
  split: "Split",
  decided: "Decided by a person",
};

export const sortLabels: Record<MergeSort, string> = {
  email: "By address",
  rows: "Most rows first",
  conflicts: "Most differences first",
};
