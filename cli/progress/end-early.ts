import { cancelImport } from "../../lib/imports/cancel-import.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import { pauseImport } from "../../lib/imports/pause-import.ts";
import type { RunningImport } from "./import-view.ts";

/**
 * Leaves an import that this command can't carry on in a state that a person understands: paused if it was
 * applying, cancelled if it had not come that far.
 *
 * @returns what became of it, and how to go on
 */
export async function endEarly({
  db,
  actor,
  importId,
}: Pick<RunningImport, "db" | "actor" | "importId">): Promise<string> {
  const { state, task } = await getImportTick(db, actor, importId);
  if (task !== "apply") {
    if (state === "retrying" || state === "undoing") await pauseImport(db, actor, importId);
    return `What was done until now stays. Go on with: authio jobs resume ${importId}`;
  }
  switch (state) {
    case "draft":
    case "reading":
    case "planning":
    case "waiting":
      await cancelImport(db, actor, importId);
      return "It was cancelled: nothing was written to the directory.";
    case "applying":
      await pauseImport(db, actor, importId);
      return `It is paused, and what was applied stays. Go on with: authio jobs resume ${importId}`;
    default:
      return `It is ${state.replaceAll("_", " ")}: authio jobs show ${importId}`;
  }
}
