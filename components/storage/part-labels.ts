import type { ImportPart, PurgePart } from "@/lib/api/storage.ts";

/** What is kept of imports, as tables and sentences name it. */
export const partLabels: Record<PurgePart, string> = {
  snapshot: "Snapshot",
  plan: "Plan",
  journal: "Journal",
  log: "Log",
  import: "The whole import",
};

/** What a part is, and what can't be done without it. */
export const partFacts: Record<ImportPart, { holds: string; without: string }> = {
  snapshot: {
    holds: "Uploaded files and pulled pages, as they came.",
    without: "what was read can't be looked at any more",
  },
  plan: {
    holds: "Planned records, merges, issues and differences.",
    without: "the plan can't be reviewed or saved, and failed records can't be tried again",
  },
  journal: {
    holds: "Every row that was written, before and after.",
    without: "the import can't be undone",
  },
  log: {
    holds: "One line a record that was written, left out or refused.",
    without: "the log can't be read or saved",
  },
};
