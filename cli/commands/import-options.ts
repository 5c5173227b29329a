import type { LiveOptions } from "../live/live-options.ts";

/** The options of `authio import workos`, as the help describes them. */
export type ImportOptions = LiveOptions & {
  /** Paths; `-` is standard input. Absent: a live import. */
  input?: string[];
  dryRun?: boolean;
  diff?: boolean;
  json?: boolean;
  decisions?: string;
  policy?: "merge" | "hold";
  mode?: "mirror" | "add_only";
  sourceName: string;
  databaseUrl?: string;
  yes?: boolean;
  acceptRemovals?: boolean;
};
