import { createReadStream } from "node:fs";
import { appendFile, readFile, rename, truncate, writeFile } from "node:fs/promises";
import { z } from "zod";
import { pullLane, pullOptions, pullResource } from "../../api/pull.ts";

const problem = pullLane.shape.problem;
const listing = z.object({ resource: pullResource, parentId: z.string() });

/** Steps of a pull: what is pulled with which key first, then each as it happens. */
const journalLine = z.discriminatedUnion("step", [
  z.object({ step: z.literal("start"), display: z.string(), options: pullOptions }),
  z.object({
    step: z.literal("begin"),
    lanes: z.array(z.object({ resource: pullResource, rootIds: z.array(z.string()) })),
  }),
  z.object({
    step: z.literal("page"),
    task: z.number(),
    records: z.number(),
    /** Of the resource's file, up to and with this page. */
    bytes: z.number(),
    cursor: z.string().nullable(),
    children: z.array(listing),
    problem,
    requests: z.number(),
  }),
  z.object({ step: z.literal("given_up"), resource: pullResource, problem: problem.unwrap() }),
  z.object({ step: z.literal("end"), resource: pullResource }),
]);
export type JournalLine = z.infer<typeof journalLine>;

/** The steps that were written whole. What a killed process left of the last line is cut off the file. */
export async function readJournal(file: string): Promise<JournalLine[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) await replaceFile(file, whole);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => journalLine.parse(JSON.parse(line)));
}

export async function appendLine(file: string, line: JournalLine): Promise<void> {
  await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

/** Cuts a file to its first bytes; one that is not there counts as empty. */
export async function cutFile(file: string, bytes: number): Promise<void> {
  await truncate(file, bytes).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || bytes > 0) throw error;
  });
}

/** The first bytes of a file. */
export async function* readStart(file: string, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes > 0) yield* createReadStream(file, { end: bytes - 1, highWaterMark: 512 * 1024 });
}

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
