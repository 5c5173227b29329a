import type { PrismaClient } from "../generated/prisma/client.ts";
import { type LogEntry, readLogOf } from "./read-log-of.ts";

/** More than anybody reads on one page; what is beyond is counted. */
const shownAtMost = 200;

/**
 * A person with everything that belongs to them, and the organization for whose sake Authio owns them (`owner`), if one
 * does; null if there is none of that id.
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
  const [memberCount, owner, log] = await Promise.all([
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
  ]);
  return { ...user, sources, memberCount, owner, log };
}

export type UserDetail = NonNullable<Awaited<ReturnType<typeof getUser>>>;
export type { LogEntry };
