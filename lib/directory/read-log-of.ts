import type { PrismaClient } from "../generated/prisma/client.ts";

/** One line of an import's log. */
export type LogEntry = {
  importId: string;
  /** Decimal: a 64-bit number. */
  seq: string;
  at: Date;
  kind: string;
  result: string;
  label: string;
  sourceIds: string[];
  code: string | null;
  message: string | null;
};

const linesAtMost = 50;

/** What imports did to these things, newest first, 50 lines at most. */
export async function readLogOf(prisma: PrismaClient, targetIds: readonly string[]): Promise<LogEntry[]> {
  const lines = await prisma.importLog.findMany({
    where: { targetId: { in: [...targetIds] } },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
    take: linesAtMost,
    omit: { targetId: true },
  });
  return lines.map((line) => ({ ...line, seq: line.seq.toString() }));
}
