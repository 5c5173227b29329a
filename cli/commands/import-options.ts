/** The options of `authio import workos`, as the help describes them. */
export type ImportOptions = {
  /** Paths; `-` is standard input. */
  input: string[];
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
