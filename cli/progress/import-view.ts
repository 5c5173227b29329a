import type { ImportTick } from "../../lib/api/contract.ts";
import type { LogLine } from "../../lib/api/log-lines.ts";
import type { Database } from "../../lib/database/database.ts";
import type { CliActor } from "../../lib/identity/actor.ts";
import type { ExitCode } from "../exit-code.ts";
import type { PlannedImport } from "../summary/read-planned-import.ts";

/** How a command shows an import: to a person, or to a script. */
export type ImportView = {
  /** The import has changed. */
  tick(tick: ImportTick): Promise<void>;
  /** It was planned and compared with the directory. */
  planned(planned: PlannedImport): Promise<void>;
  /** It has ended. `troubles` are the first of the log lines that failed or were skipped. */
  ended(planned: PlannedImport, troubles: readonly LogLine[], code: ExitCode): Promise<void>;
  /** Takes away what moves, so that something else can be printed. */
  clear(): void;
};

/** An import that a command works on. */
export type RunningImport = {
  db: Database;
  actor: CliActor;
  importId: string;
  view: ImportView;
  /** Aborts when the user interrupts the command. */
  signal: AbortSignal;
};
