import type { ImportTick } from "../../lib/api/contract.ts";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import { watchImport } from "../../lib/imports/import-events.ts";
import { enqueueIdle } from "../../lib/imports/queue.ts";
import { workingStates, workOnImport } from "../../lib/imports/work-on-import.ts";

/** Between two looks at an import that says nothing. */
const pollMs = 1_000;
/** Between two looks at an import that changes all the time. */
const minTickMs = 100;

/** True while an import waits for a process, not for a person. */
function isWorking(state: ImportTick["state"]): boolean {
  return (workingStates as readonly string[]).includes(state);
}

/**
 * Does what an import waits for, in this process or, where another one is quicker, by watching it; until the
 * import waits for a person or has ended. Tells every change on the way.
 *
 * @param stop breaks off what this process is reading; the import stays where it is
 * @returns how it stands then
 */
export async function workAndFollow(
  db: Database,
  actor: Actor,
  importId: string,
  onTick: (tick: ImportTick) => Promise<void>,
  stop: AbortSignal,
): Promise<ImportTick> {
  const changes = new Changes();
  let failure: unknown = null;
  let working: Promise<void> | null = null;
  const unwatch = watchImport(db, importId, () => changes.tell());
  // Asked again and again: who works on it now may be killed, and then it is our turn.
  const work = async () => {
    try {
      if (await workOnImport(db, importId, stop)) changes.tell();
    } catch (error) {
      failure = error;
      changes.tell();
    } finally {
      working = null;
    }
  };
  const onStop = () => changes.tell();
  stop.addEventListener("abort", onStop);
  try {
    for (;;) {
      changes.forget();
      const tick = await getImportTick(db, actor, importId);
      await onTick(tick);
      if (!isWorking(tick.state)) {
        await working;
        await enqueueIdle(db);
        return tick;
      }
      if (failure !== null) throw failure;
      stop.throwIfAborted();
      working ??= work();
      await changes.next(pollMs);
      if (working !== null) await new Promise((resolve) => setTimeout(resolve, minTickMs));
    }
  } finally {
    unwatch();
    stop.removeEventListener("abort", onStop);
    await working;
  }
}

/** Remembers that something changed while nobody was waiting for it. */
class Changes {
  #isTold = false;
  #wake = () => {};

  tell(): void {
    this.#isTold = true;
    this.#wake();
  }

  forget(): void {
    this.#isTold = false;
  }

  async next(timeoutMs: number): Promise<void> {
    if (this.#isTold) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, timeoutMs);
    });
    clearTimeout(timer);
  }
}
