import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { countRows } from "./count-rows.ts";

/** A SCIM directory with the numbers of its tabs; null if there is none of that id. */
export async function getDirectory(prisma: PrismaClient, id: string) {
  const directory = await prisma.directory.findUnique({
    where: { id },
    include: { organization: { select: { id: true, name: true, authority: true } } },
  });
  if (!directory) return null;
  const [users, groups] = await Promise.all([
    countRows(prisma, Prisma.sql`directory_users u`, [Prisma.sql`u.directory_id = ${id}`], "directory_users"),
    countRows(
      prisma,
      Prisma.sql`directory_groups g`,
      [Prisma.sql`g.directory_id = ${id}`],
      "directory_groups",
    ),
  ]);
  return { ...directory, counts: { users, groups } };
}

export type DirectoryDetail = NonNullable<Awaited<ReturnType<typeof getDirectory>>>;
