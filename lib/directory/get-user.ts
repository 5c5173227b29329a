import type { PrismaClient } from "../generated/prisma/client.ts";
import { type LogEntry, readLogOf } from "./read-log-of.ts";

/** More than anybody reads on one page; what is beyond is counted. */
const shownAtMost = 200;

/**
 * A person with everything that belongs to them, the organization for whose sake Authio owns them (`owner`), if one
 * does, and where their merge can be decided again (`merge`); null if there is none of that id.
 */
export async function getUser(prisma: PrismaClient, id: string) {
  const user = await prisma.user.findUnique({
    where: { id },
    include: {
      sources: { orderBy: [{ sourceCreatedAt: "asc" }, { sourceKey: "asc" }], take: shownAtMost },
      members: {
        include: { organization: { select: { id: true, name: true, slug: true, authority: true } } },
        orderBy: [{ organization: { name: "asc" } }, { id: "asc" }],
        take: shownAtMost,
      },
      accounts: {
        // Never the tokens.
        select: { id: true, providerId: true, accountId: true, createdAt: true },
        orderBy: [{ providerId: "asc" }, { accountId: "asc" }],
        take: shownAtMost,
      },
      directoryUsers: {
        include: { directory: { select: { id: true, name: true } } },
        orderBy: { id: "asc" },
        take: shownAtMost,
      },
    },
  });
  if (!user) return null;
  // The row whose profile this is stands first.
  const sources = user.sources.toSorted(
    (a, b) => Number(b.sourceKey === user.primarySourceKey) - Number(a.sourceKey === user.primarySourceKey),
  );
  const [memberCount, owner, log, merge] = await Promise.all([
    prisma.member.count({ where: { userId: id } }),
    // As imports see it: a member, or somebody one of its directories speaks of.
    prisma.organization.findFirst({
      where: {
        authority: "authio",
        OR: [
          { members: { some: { userId: id } } },
          { directories: { some: { users: { some: { userId: id } } } } },
        ],
      },
      select: { id: true, name: true },
    }),
    readLogOf(prisma, [
      user.id,
      ...user.members.map((member) => member.id),
      ...user.accounts.map((account) => account.id),
    ]),
    findMerge(prisma, user),
  ]);
  return { ...user, sources, memberCount, owner, log, merge };
}

/** The last applied import whose plan tells how this person came to be of several rows: there they can be split. */
async function findMerge(
  prisma: PrismaClient,
  { email, sources }: { email: string | null; sources: readonly { originId: number }[] },
): Promise<{ importId: string; emailKey: string } | null> {
  if (email === null || sources.length < 2) return null;
  const [found] = await prisma.$queryRaw<{ importId: string; emailKey: string }[]>`
    SELECT i.id AS "importId", m.email_key AS "emailKey"
    FROM imports i JOIN plan_merges m ON m.import_id = i.id AND m.email_key = ${email}
    WHERE i.origin_id = ANY (${sources.map(({ originId }) => originId)})
      AND i.state IN ('complete', 'complete_with_errors')
    ORDER BY i.started_at DESC LIMIT 1`;
  return found ?? null;
}

export type UserDetail = NonNullable<Awaited<ReturnType<typeof getUser>>>;
export type { LogEntry };
