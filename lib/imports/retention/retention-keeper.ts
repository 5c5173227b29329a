import type { Database } from "../../database/database.ts";
import { markExpired, retentionActor } from "./mark-expired.ts";
import { removePurged } from "./remove-purged.ts";

const lookEveryMs = 5_000;

/** Purges what has been kept for its time, once a day, and what somebody asked for, at once; until stopped. */
export function startRetentionKeeper(db: Database, everyMs = lookEveryMs): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const look = () => {
    running ??= markExpired(db, retentionActor, true)
      .then(() => removePurged(db, stopping.signal))
      .catch((error: Error) => console.error("retention:", error.message))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, everyMs);
  look();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
