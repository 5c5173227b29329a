import type { PullOptions } from "../../lib/api/pull.ts";
import { AppError } from "../../lib/errors.ts";
import { FolderStore } from "../../lib/sources/workos/folder-store.ts";
import { pullWorkos } from "../../lib/sources/workos/pull-workos.ts";
import type { WorkosClient } from "../../lib/sources/workos/workos-client.ts";
import { interruptSignal } from "../interrupt-signal.ts";
import { LiveArea } from "../terminal/live-area.ts";
import { formatCount } from "../terminal/text-table.ts";
import { pullLines } from "./pull-lines.ts";

/** How often a log file hears of a pull. */
const plainEveryMs = 5_000;

/**
 * Pulls with a key into a folder, showing how it goes on standard error. A folder of the same key and options is gone
 * on with.
 *
 * @param interrupted what to do after Ctrl+C
 * @throws WorkosError, or AppError when it was interrupted; what was fetched stays in the folder
 */
export async function pullToFolder(
  client: WorkosClient,
  options: PullOptions,
  folder: string,
  interrupted: string,
): Promise<FolderStore> {
  const live = new LiveArea();
  const { signal, stop } = interruptSignal();
  let toldAt = performance.now();
  const show = () => {
    if (live.isLive) live.draw(pullLines(store.lanes(), Date.now()));
    else if (performance.now() - toldAt > plainEveryMs) {
      toldAt = performance.now();
      const records = store.lanes().reduce((sum, lane) => sum + lane.records, 0);
      console.error(`Pulled ${formatCount(records)} records`);
    }
  };
  const store = await FolderStore.open(folder, { display: client.key.display, options }, show);
  const clock = setInterval(show, 500);
  try {
    await pullWorkos({ client, store, options, signal });
    return store;
  } catch (error) {
    if (signal.aborted) throw new AppError("conflict", "The pull was interrupted.", interrupted);
    throw error;
  } finally {
    clearInterval(clock);
    stop();
    live.clear();
  }
}
