import { gunzipSync } from "node:zlib";
import { noDecisions } from "../../lib/planner/decisions.ts";
import { issueCodes } from "../../lib/planner/issue-codes.ts";
import { planToJson } from "../../lib/planner/plan-json.ts";
import { planJsonSchema } from "../../lib/planner/plan-json-schema.ts";
import { planMigration } from "../../lib/planner/plan-migration.ts";
import { BundleError } from "../../lib/sources/bundle/bundle-error.ts";
import type { BundleFile } from "../../lib/sources/bundle/bundle-file.ts";
import { openBundle } from "../../lib/sources/bundle/read-bundle.ts";
import { readingReportSchema } from "../../lib/sources/bundle/reading-report.ts";
import type { MutatedBundle } from "./mutated-bundle.ts";

/** Bundles of some hundred records take a fraction of it, even on a busy machine. */
const longestMs = 10_000;
const fileName = "workos.json";
/** Nothing of the file has a place: it is the whole that is wrong. */
const placeless = new Set(["empty_file", "file_too_large"]);

/**
 * Reads and plans a bundle.
 *
 * @throws Error if that crashes, takes too long, ends with an error that does not say where and what to do, or gives a
 *   plan that is not the documented document, that Postgres could not keep, or that hangs on how the bytes arrive
 */
export async function checkBundle({ bytes, chunkBytes }: MutatedBundle): Promise<void> {
  const startedAt = performance.now();
  const first = await outcomeOf(bytes, chunkBytes);
  const second = await outcomeOf(bytes, bytes.length + 1);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  // What is damaged may be unpacked to nonsense before that shows: both are refused.
  const isSame = first.text === second.text || (isPacked && !first.isPlanned && !second.isPlanned);
  if (!isSame) throw new Error(`it depends on how the bytes arrive:\n${first.text}\n${second.text}`);
  const ms = performance.now() - startedAt;
  if (ms > longestMs) throw new Error(`it took ${(ms / 1_000).toFixed(1)} s`);
}

/** The plan and the report as text, or the error's words. */
async function outcomeOf(
  bytes: Uint8Array,
  chunkBytes: number,
): Promise<{ isPlanned: boolean; text: string }> {
  const source = openBundle([fileOf(bytes, chunkBytes)]);
  try {
    const plan = await planMigration(source, noDecisions);
    const json = [...planToJson(plan)].join("");
    const report = readingReportSchema.parse(source.report());
    planJsonSchema.parse(JSON.parse(json));
    for (const { code, message } of plan.issues) {
      if (!(code in issueCodes) || message.trim() === "") throw new Error(`an issue says nothing: ${code}`);
    }
    for (const { path, message, file } of report.problems) {
      if (file !== fileName || !/^[^[]+\[\d+\]/.test(path) || message.trim() === "") {
        throw new Error(`a problem is not located: ${file}, ${path}: ${message}`);
      }
    }
    const words = json + JSON.stringify(report);
    expectStorable(report);
    expectStorable(JSON.parse(json));
    return { isPlanned: true, text: words };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    expectLocated(error, bytes);
    return { isPlanned: false, text: `${error.code} ${error.message}` };
  }
}

/** Postgres keeps neither NUL nor half a character. */
function expectStorable(value: unknown): void {
  if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) {
    throw new Error(`Postgres can't keep ${JSON.stringify(value.slice(0, 200))}`);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, held] of Object.entries(value)) {
    expectStorable(key);
    expectStorable(held);
  }
}

function expectLocated(error: BundleError, bytes: Uint8Array): void {
  const { code, message, byteOffset, path, whatToDo } = error;
  if (!message.startsWith(`${fileName}`) || whatToDo.trim() === "") {
    throw new Error(`an error does not say where or what to do: ${message}`, { cause: error });
  }
  expectStorable(message);
  if (placeless.has(code)) return;
  if (byteOffset === null && path === null) {
    throw new Error(`an error has no place: ${message}`, { cause: error });
  }
  if (byteOffset !== null && (byteOffset < 0 || byteOffset > unpackedLength(bytes))) {
    throw new Error(`an error is behind the end of the file: ${message}`, { cause: error });
  }
}

function unpackedLength(bytes: Uint8Array): number {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.length;
  try {
    return gunzipSync(bytes).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const fileOf = (bytes: Uint8Array, chunkBytes: number): BundleFile => ({
  name: fileName,
  sizeBytes: bytes.length,
  async *open() {
    for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
  },
});
