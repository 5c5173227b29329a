import type { z } from "zod";
import { checklistItems, type checklist as checklistSchema } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { importNotFound } from "./import-not-found.ts";

export type Checklist = z.infer<typeof checklistSchema>;
type ItemName = (typeof checklistItems)[number];

/** What the directory shows of an item: is it done, and in a sentence, why or why not. */
type Sight = { isDone: boolean; detail: string; href: string | null };

/** Beyond this, "more than" is as good as the number and costs less. */
const countedUpTo = 10_000;

/**
 * What is left to do after a migration: each item ticked by the system where the directory shows that it is done,
 * else by a person who said so. Counts what belongs to the import's origin, whichever import brought it.
 *
 * @throws AppError `not_found`
 */
export async function readChecklist(db: Database, importId: string): Promise<Checklist> {
  const [found, ticks] = await Promise.all([
    db.prisma.import.findUnique({ where: { id: importId }, select: { originId: true, state: true } }),
    db.prisma.importChecklist.findMany({ where: { importId } }),
  ]);
  if (!found) throw importNotFound(importId);
  // Before the end "nobody is waiting" only means that nobody has come yet.
  const isThrough = found.state === "complete" || found.state === "complete_with_errors";
  const { originId } = found;
  const [emails, login, connections, directories] = await Promise.all([
    seeEmails(db, originId),
    seeLogin(db, originId),
    seeConnections(db, originId),
    seeDirectories(db, originId),
  ]);
  const sights: Record<ItemName, Sight> = {
    send_migration_emails: emails,
    verify_sample_login: login,
    recreate_sso_connections: connections,
    recreate_scim_directories: directories,
    decommission_workos: {
      isDone: false,
      detail:
        "Only you can see this: keep WorkOS until everybody has signed in here for a billing cycle, and none of your own tables holds its ids any more.",
      href: "/migrate/id-map",
    },
  };
  return checklistItems.map((item) => {
    const { isDone, detail, href } = sights[item];
    const tick = ticks.find((candidate) => candidate.item === item);
    const by = isDone && isThrough ? "system" : tick ? "person" : null;
    const person = by === "person" && tick ? tick : null;
    return {
      item,
      by,
      doneBy: person?.doneBy ?? null,
      doneAt: person?.doneAt.toISOString() ?? null,
      detail,
      href,
    };
  });
}

async function count(db: Database, from: Prisma.Sql): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM ${from} LIMIT ${countedUpTo + 1}) AS counted`;
  return row?.count ?? 0;
}

/** `3 people`, `1 person`, `more than 10,000 people`. */
function quantity(count: number, one: string, many: string): string {
  if (count > countedUpTo) return `more than ${countedUpTo.toLocaleString("en")} ${many}`;
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const ofOrigin = (originId: number) =>
  Prisma.sql`EXISTS (SELECT 1 FROM user_sources s WHERE s.user_id = u.id AND s.origin_id = ${originId})`;

async function seeEmails(db: Database, originId: number): Promise<Sight> {
  const waiting = await count(
    db,
    Prisma.sql`users u WHERE u.migration_pending_email AND ${ofOrigin(originId)}`,
  );
  return {
    isDone: waiting === 0,
    detail:
      waiting === 0
        ? "Nobody is waiting for a migration e-mail."
        : sentence(`${quantity(waiting, "person has", "people have")} not been sent a migration e-mail.`),
    href: waiting === 0 ? null : "/users?migration_pending_email=true",
  };
}

async function seeLogin(db: Database, originId: number): Promise<Sight> {
  const [seen] = await db.prisma.$queryRaw<{ email: string | null }[]>`
    SELECT u.email FROM sessions session JOIN users u ON u.id = session.user_id
    WHERE ${ofOrigin(originId)} AND (SELECT count(*) FROM members m WHERE m.user_id = u.id) >= 2
    ORDER BY session.created_at LIMIT 1`;
  return {
    isDone: seen !== undefined,
    detail: seen
      ? `${seen.email ?? "Somebody"} is in several organizations and has signed in.`
      : "Nobody who is in several organizations has signed in yet.",
    href: seen ? null : "/users",
  };
}

async function seeConnections(db: Database, originId: number): Promise<Sight> {
  const [all, pending] = await Promise.all([
    count(db, Prisma.sql`connections WHERE origin_id = ${originId}`),
    count(db, Prisma.sql`connections WHERE origin_id = ${originId} AND state = 'pending'`),
  ]);
  const connections = quantity(pending, "SSO connection is", "SSO connections are");
  return {
    isDone: pending === 0,
    detail:
      all === 0
        ? "There are no SSO connections."
        : pending === 0
          ? "Every SSO connection is in use."
          : sentence(`${connections} waiting for the customer's identity provider to be pointed here.`),
    href: pending === 0 ? null : "/connections",
  };
}

/** Directories have no token of ours yet that the system could see, so only "there are none" is certain. */
async function seeDirectories(db: Database, originId: number): Promise<Sight> {
  const [scim, manual] = await Promise.all([
    count(db, Prisma.sql`directories WHERE origin_id = ${originId} AND protocol = 'scim'`),
    count(db, Prisma.sql`directories WHERE origin_id = ${originId} AND protocol = 'manual'`),
  ]);
  const parts = [
    scim > 0 ? `${quantity(scim, "directory needs", "directories need")} a new bearer token` : "",
    manual > 0 ? `${quantity(manual, "directory speaks", "directories speak")} no SCIM` : "",
  ].filter((part) => part !== "");
  return {
    isDone: parts.length === 0,
    detail: parts.length === 0 ? "There are no SCIM directories." : sentence(`${parts.join("; ")}.`),
    href: parts.length === 0 ? null : "/directories",
  };
}
