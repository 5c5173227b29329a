import type { PrismaClient } from "../generated/prisma/client.ts";
import { readCertificates } from "./connection-certificates.ts";
import { readLogOf } from "./read-log-of.ts";

/** A connection with what is known of the customer's IdP; null if there is none of that id. */
export async function getConnection(prisma: PrismaClient, id: string) {
  const connection = await prisma.connection.findUnique({
    where: { id },
    include: { organization: { select: { id: true, name: true, authority: true } } },
  });
  if (!connection) return null;
  const log = await readLogOf(prisma, [id]);
  return { ...connection, certificates: readCertificates(connection.certificates), log };
}

export type ConnectionDetail = NonNullable<Awaited<ReturnType<typeof getConnection>>>;
