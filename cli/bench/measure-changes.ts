import path from "node:path";
import { databaseAt } from "../../lib/database/database.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
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

/** Seconds at a quarter of the users, and with all of them. */
export type Growth = { small: number; large: number };
export type ChangesMeasured = { users: number; ofChange: Record<string, { apply: Growth; undo: Growth }> };

type Seconds = { apply: number; undo: number };

/** Imports a bundle, then one in which every user has changed, and takes that back; at two sizes, to see what grows. */
export async function measureChanges(
  bench: { folder: string; server: BenchServer; template: string },
  users: number,
): Promise<ChangesMeasured> {
  const small = await measureSize(bench, Math.round(users / 4));
  const large = await measureSize(bench, users);
  const ofChange = Object.fromEntries(
    Object.keys(changes).map((change) => {
      const pair = (pick: (seconds?: Seconds) => number | undefined): Growth => ({
        small: pick(small.get(change)) ?? Number.NaN,
        large: pick(large.get(change)) ?? Number.NaN,
      });
      return [change, { apply: pair((seconds) => seconds?.apply), undo: pair((seconds) => seconds?.undo) }];
    }),
  );
  return { users, ofChange };
}

async function measureSize(
  { folder, server, template }: { folder: string; server: BenchServer; template: string },
  users: number,
): Promise<Map<string, Seconds>> {
  const settle = () => server.settle();
  const inDatabase = async <Result>(
    from: string,
    use: (db: ReturnType<typeof databaseAt>) => Promise<Result>,
  ) => {
    const url = await server.create(from);
    const db = databaseAt(url);
    try {
      return { url, result: await use(db) };
    } finally {
      await closeQueue(db);
      await db.prisma.$disconnect();
      await db.pool.end();
    }
  };
  const file = path.join(folder, `changed-${users}.json`);
  await generateBundle(file, users);
  const { url: before } = await inDatabase(template, (db) => importFile(db, file, settle));
  const measured = new Map<string, Seconds>();
  for (const [change, record] of Object.entries(changes)) {
    console.error(`${users} users: ${change}`);
    await generateBundle(file, users, { user: (index) => record(index, users) });
    const { url, result } = await inDatabase(new URL(before).pathname.slice(1), async (db) => {
      const { importId, diffSeconds, applySeconds } = await importFile(db, file, settle);
      return { apply: diffSeconds + applySeconds, undo: (await undo(db, importId, settle)).seconds };
    });
    measured.set(change, result);
    await server.drop(url);
  }
  await server.drop(before);
  return measured;
}
