import path from "node:path";
import { closeQueue } from "../../lib/imports/queue.ts";
import { withDatabase } from "../faults/scene.ts";
import type { BenchServer } from "./bench-database.ts";
import { generateBundle, userRecord } from "./generate-bundle.ts";
import { importFile } from "./import-file.ts";
import { undo } from "./measure-undo.ts";

/** What may happen to every user between two nights. */
const changes: Record<string, (index: number, users: number) => object> = {
  "all renamed": (index) => ({ ...userRecord(index), first_name: "Renamed" }),
  "all addresses new": (index) => ({
    ...userRecord(index),
    email: userRecord(index).email.replace("@", "@new."),
  }),
  // Rows that shared an address part, others meet: people are split and merged as well.
  "all addresses the next one's": (index, users) => ({
    ...userRecord(index),
    email: userRecord((index + 1) % users).email,
  }),
  "all rows people of their own": (index) => ({ ...userRecord(index), email: `row${index}@example.com` }),
};

/** What an import that changes every user costs, and its undo. */
export type ChangeCost = { change: string; applySeconds: number; undoSeconds: number };

/** The same changes in the same order, of so many users. */
export type ChangesMeasured = Record<"small" | "large", { users: number; costs: ChangeCost[] }>;

/** Imports a bundle, then one in which every user has changed, and takes that back; at two sizes, to see what grows. */
export async function measureChanges(
  bench: { folder: string; server: BenchServer; template: string },
  users: number,
): Promise<ChangesMeasured> {
  const small = Math.round(users / 4);
  return {
    small: { users: small, costs: await measureSize(bench, small) },
    large: { users, costs: await measureSize(bench, users) },
  };
}

async function measureSize(
  { folder, server, template }: { folder: string; server: BenchServer; template: string },
  users: number,
): Promise<ChangeCost[]> {
  const settle = () => server.settle();
  const file = path.join(folder, `changed-${users}.json`);
  await generateBundle(file, users);
  const before = await server.create(template);
  await withDatabase(before, (db) => importFile(db, file, settle));
  const costs: ChangeCost[] = [];
  for (const [change, record] of Object.entries(changes)) {
    console.error(`${users} users: ${change}`);
    await generateBundle(file, users, { user: (index) => record(index, users) });
    const url = await server.create(new URL(before).pathname.slice(1));
    await withDatabase(url, async (db) => {
      const { importId, diffSeconds, applySeconds } = await importFile(db, file, settle);
      const { seconds } = await undo(db, importId, settle);
      costs.push({ change, applySeconds: diffSeconds + applySeconds, undoSeconds: seconds });
      await closeQueue(db);
    });
    await server.drop(url);
  }
  await server.drop(before);
  return costs;
}
