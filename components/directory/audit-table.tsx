import type { Route } from "next";
import { IdText } from "@/components/directory/id-text.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

export type AuditRow = {
  id: string;
  at: Date;
  actorKind: string;
  actorName: string;
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  details: unknown;
};

/** Who did what when. */
export function AuditTable({ events }: { events: readonly AuditRow[] }) {
  return (
    <Table label="Audit events" className="min-w-260 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-40">When</TableHead>
          <TableHead className="w-40">Who</TableHead>
          <TableHead className="w-48">What</TableHead>
          <TableHead className="w-72">To what</TableHead>
          <TableHead>Details</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id}>
            <TableCell>
              <RelativeTime value={event.at} isAbsolute />
            </TableCell>
            <TableCell>
              <span className="flex items-center gap-2">
                {event.actorName}
                {event.actorKind !== "operator" && (
                  <Badge>{actorKindNames[event.actorKind] ?? event.actorKind}</Badge>
                )}
              </span>
            </TableCell>
            <TableCell className="font-medium">{actionText(event.action)}</TableCell>
            <TableCell>
              <Subject kind={event.subjectKind} id={event.subjectId} />
            </TableCell>
            <TableCell className="wrap-anywhere text-muted-foreground">
              {detailsText(event.details)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

export const actorKindNames: Record<string, string> = { operator: "Operator", cli: "CLI", system: "System" };

/** `import.confirmed` → `Import confirmed`. */
function actionText(action: string): string {
  const words = action.replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Subject({ kind, id }: { kind: string | null; id: string | null }) {
  if (!id) return null;
  if (kind !== "import") return <IdText id={id} />;
  return (
    <TextLink href={`/migrate/workos/${id}` as Route}>
      <IdText id={id} className="text-link" />
    </TextLink>
  );
}

function detailsText(details: unknown): string {
  if (typeof details !== "object" || details === null) return "";
  return Object.entries(details)
    .map(([key, value]) => {
      const name = key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      return `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`;
    })
    .join(", ");
}
