import type { ImportState } from "../../lib/api/contract.ts";
import type { Database } from "../../lib/database/database.ts";
import { AppError } from "../../lib/errors.ts";
import type { Actor, CliActor } from "../../lib/identity/actor.ts";
import { cancelImport } from "../../lib/imports/cancel-import.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import { pauseImport } from "../../lib/imports/pause-import.ts";
import { resumeImport } from "../../lib/imports/resume-import.ts";
import { startRetry } from "../../lib/imports/start-retry.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { interruptSignal } from "../interrupt-signal.ts";
import { endEarly } from "../progress/end-early.ts";
import { followToEnd } from "../progress/follow-import.ts";
import { JsonView } from "../progress/json-view.ts";
import { TerminalView } from "../progress/terminal-view.ts";

type JobOptions = { json?: boolean; databaseUrl?: string };

export function pauseJob(importId: string, options: JobOptions): Promise<ExitCode> {
  return moveJob(
    importId,
    options,
    pauseImport,
    "Paused. What was applied stays; `authio jobs resume` goes on.",
  );
}

export function cancelJob(importId: string, options: JobOptions): Promise<ExitCode> {
  return moveJob(importId, options, cancelImport, "Cancelled. If something was applied already, it stays.");
}

async function moveJob(
  importId: string,
  { databaseUrl }: JobOptions,
  move: (db: Database, actor: Actor, importId: string) => Promise<void>,
  sentence: string,
): Promise<ExitCode> {
  return withDatabase(databaseUrl, async (db, actor) => {
    await move(db, actor, importId);
    console.error(sentence);
    return exitCode.done;
  });
}

/** States in which a confirmed import only lacks a process that works on it. */
const leftAlone: readonly ImportState[] = ["waiting", "applying", "retrying", "undoing"];

/**
 * Goes on with a paused import, or with one whose worker was killed, in this process unless a worker is quicker,
 * and follows it to its end.
 */
export function resumeJob(importId: string, options: JobOptions): Promise<ExitCode> {
  return moveAndFollow(importId, options, async (db, actor) => {
    const { state } = await getImportTick(db, actor, importId);
    if (!leftAlone.includes(state)) await resumeImport(db, actor, importId);
  });
}

/** Tries again what failed or was skipped, and follows it to its end. */
export function retryJob(importId: string, options: JobOptions): Promise<ExitCode> {
  return moveAndFollow(importId, options, (db, actor) => startRetry(db, actor, importId));
}

async function moveAndFollow(
  importId: string,
  { json, databaseUrl }: JobOptions,
  move: (db: Database, actor: CliActor) => Promise<void>,
): Promise<ExitCode> {
  const { signal, stop } = interruptSignal();
  try {
    return await withDatabase(databaseUrl, async (db, actor) => {
      const { logSeq } = await getImportTick(db, actor, importId);
      await move(db, actor);
      const view = json ? new JsonView(db, actor, importId, logSeq) : new TerminalView();
      try {
        return await followToEnd({ db, actor, importId, view, signal });
      } catch (error) {
        if (!signal.aborted) throw error;
        const outcome = await endEarly({ db, actor, importId });
        throw new AppError("conflict", "The import was interrupted.", outcome);
      }
    });
  } finally {
    stop();
  }
}
