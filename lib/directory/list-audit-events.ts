import type { Prisma, PrismaClient } from "../generated/prisma/client.ts";
import { type Page, type PageRequest, pageSize, readCursor, writeCursor } from "./keyset-page.ts";
import { searchText } from "./search-text.ts";

export const actorKinds = ["operator", "cli", "system"] as const;
export type ActorKind = (typeof actorKinds)[number];

export type AuditEventItem = {
  /** Decimal: a 64-bit number. */
  id: string;
  at: Date;
  actorKind: string;
  actorName: string;
  /** `import.confirmed`, `operator.invited`, … */
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  details: Prisma.JsonValue;
};

export type AuditFilter = {
  /** Stands in the action or in the actor's name; or is the subject's id in full. */
  q?: string | undefined;
  actorKind?: ActorKind | undefined;
};

/** One page of who did what, newest first. */
export async function listAuditEvents(
  prisma: PrismaClient,
  filter: AuditFilter,
  request: PageRequest,
): Promise<Page<AuditEventItem>> {
  const after = eventId(request.after);
  const before = after === null ? eventId(request.before) : null;
  const events = await prisma.auditEvent.findMany({
    where: {
      ...auditConditions(filter),
      ...(after === null ? {} : { id: { lt: after } }),
      ...(before === null ? {} : { id: { gt: before } }),
    },
    orderBy: { id: before === null ? "desc" : "asc" },
    take: pageSize + 1,
  });
  const hasMore = events.length > pageSize;
  const shown = events.slice(0, pageSize);
  if (before !== null) shown.reverse();
  const items = shown.map((event) => ({ ...event, id: event.id.toString() }));
  const hasPrevious = before === null ? after !== null : hasMore;
  const hasNext = before === null ? hasMore : true;
  return {
    items,
    previous: hasPrevious ? cursorOf(items[0]) : null,
    next: hasNext ? cursorOf(items.at(-1)) : null,
  };
}

function auditConditions(filter: AuditFilter): Prisma.AuditEventWhereInput {
  const text = searchText(filter.q);
  return {
    ...(filter.actorKind ? { actorKind: filter.actorKind } : {}),
    ...(filter.q !== undefined && text !== null
      ? {
          OR: [
            { action: { contains: text } },
            { actorName: { contains: text, mode: "insensitive" as const } },
            { subjectId: filter.q.trim() },
          ],
        }
      : {}),
  };
}

function cursorOf(item: AuditEventItem | undefined): string | null {
  return writeCursor(item && { key: "", id: item.id });
}

function eventId(cursor: string | undefined): bigint | null {
  const id = readCursor(cursor)?.id ?? "";
  return /^\d{1,18}$/.test(id) ? BigInt(id) : null;
}
