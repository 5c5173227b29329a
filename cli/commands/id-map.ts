import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { type IdMapFormat, type IdMapKind, idMapRequest } from "../../lib/api/id-map.ts";
import type { Database } from "../../lib/database/database.ts";
import { lookUpIds } from "../../lib/directory/look-up-ids.ts";
import { writeIdMap } from "../../lib/directory/write-id-map.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { kindNames } from "../summary/kind-names.ts";
import { printable } from "../terminal/printable.ts";
import { textTable } from "../terminal/text-table.ts";
import { writeOutput } from "../terminal/write-output.ts";
import { UsageError } from "../usage-error.ts";

export type IdMapOptions = {
  format?: IdMapFormat;
  kind?: IdMapKind;
  output?: string;
  json?: boolean;
  databaseUrl?: string;
};

/** Says what ids of WorkOS became in the directory: those that are named, or all of them as a file. */
export async function idMap(sourceIds: readonly string[], options: IdMapOptions): Promise<ExitCode> {
  const { format, kind, output, json = false, databaseUrl } = options;
  const isLookUp = sourceIds.length > 0;
  if (isLookUp && (format || kind || output)) {
    throw new UsageError(
      "--format, --kind and --output are for the whole map.",
      "Name ids to look them up, or none to write all of them.",
    );
  }
  if (!isLookUp && json) {
    throw new UsageError("--json is for looking ids up.", "Write the whole map with --format ndjson.");
  }
  return withDatabase(databaseUrl, async (db, actor) => {
    if (isLookUp) return printEntries(db, actor, sourceIds, json);
    const pieces = writeIdMap(db, actor, format ?? "csv", kind);
    if (output === undefined) {
      for await (const piece of pieces) await writeOutput([piece]);
      return exitCode.done;
    }
    // Nobody ever sees half a map under its name.
    await pipeline(pieces, createWriteStream(`${output}.part`));
    await rename(`${output}.part`, output);
    console.error(`Wrote ${output}.`);
    return exitCode.done;
  });
}

async function printEntries(
  db: Database,
  actor: Actor,
  sourceIds: readonly string[],
  json: boolean,
): Promise<ExitCode> {
  const asked = idMapRequest.safeParse({ source_id: sourceIds });
  if (!asked.success) {
    throw new UsageError(
      `Ids of WorkOS: ${asked.error.issues[0]?.message}.`,
      "Name ids as WorkOS shows them.",
    );
  }
  const { entries, unknown } = await lookUpIds(db, actor, asked.data.source_id);
  const lines = json
    ? entries.map(({ kind, sourceId, authioId, label, foldedSourceIds }) =>
        JSON.stringify({
          kind,
          workos_id: sourceId,
          authio_id: authioId,
          label,
          folded_workos_ids: foldedSourceIds,
        }),
      )
    : textTable(
        entries.map(({ kind, sourceId, authioId, label, foldedSourceIds }) => [
          printable(sourceId),
          authioId,
          kindNames[kind],
          printable(label),
          foldedSourceIds.length > 1 ? `merged from ${printable(foldedSourceIds.join(", "))}` : "",
        ]),
      );
  await writeOutput([`${lines.join("\n")}\n`]);
  if (unknown.length === 0) return exitCode.done;
  console.error(`Nothing in the directory came from ${printable(unknown.join(", "))}.`);
  return exitCode.recordErrors;
}
