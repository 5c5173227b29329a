import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ExitCode } from "../exit-code.ts";
import { exitCode } from "../exit-code.ts";
import { type LiveOptions, readPullOptions, readToken, workosClient } from "../live/live-options.ts";
import { pullProblems } from "../live/pull-lines.ts";
import { pullToFolder } from "../live/pull-to-folder.ts";
import { formatCount } from "../terminal/text-table.ts";

export type ExportOptions = LiveOptions & { output: string };

/**
 * Writes everything that a key can read into one bundle. What is fetched is kept beside the file until the bundle is
 * whole, so the same command goes on after an interruption; nobody ever sees half a bundle under its name.
 */
export async function exportWorkos(options: ExportOptions): Promise<ExitCode> {
  const { output } = options;
  const client = workosClient(await readToken(options));
  const store = await pullToFolder(
    client,
    readPullOptions(options),
    `${output}.pull`,
    `What was fetched is kept in ${output}.pull. The same command goes on from there.`,
  );
  const bundle = store.bundle(output);
  const whole = `${output}.part`;
  const file = createWriteStream(whole, { mode: 0o600 });
  if (output.endsWith(".gz")) await pipeline(bundle.open(), createGzip(), file);
  else await pipeline(bundle.open(), file);
  await rename(whole, output);
  const lanes = store.lanes();
  await store.remove();
  for (const { resource, records } of lanes) console.error(`${resource}: ${formatCount(records)}`);
  const problems = pullProblems(lanes);
  if (problems.length > 0) console.error(`Not whole:\n${problems.join("\n")}`);
  console.error(`Wrote ${output}. Next: authio import workos --input ${output} --dry-run`);
  return problems.length > 0 ? exitCode.recordErrors : exitCode.done;
}
