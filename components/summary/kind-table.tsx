import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import type { ImportSummary } from "@/lib/api/contract.ts";

const columns = ["created", "updated", "unchanged", "removed", "skipped", "failed", "kept"] as const;
const labels: Partial<Record<(typeof columns)[number], string>> = { kept: "Left alone" };

/** What was fetched from the source and what of it is in the directory now, per kind. */
export function KindTable({ kinds }: { kinds: ImportSummary["kinds"] }) {
  const rows = kinds.filter((kind) => kind.fetched > 0 || kind.planned > 0 || kind.processed > 0);
  const shown = columns.filter(
    (column) => ["created", "updated", "unchanged"].includes(column) || rows.some((kind) => kind[column] > 0),
  );
  return (
    <Table label="Fetched and imported, per kind">
      <TableHeader>
        <TableRow>
          <TableHead>Kind</TableHead>
          <TableHead isNumeric>Fetched</TableHead>
          <TableHead isNumeric>In the directory</TableHead>
          {shown.map((column) => (
            <TableHead key={column} isNumeric className="first-letter:uppercase">
              {labels[column] ?? column}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((kind) => (
          <TableRow key={kind.kind}>
            <TableCell>{plannedKindLabels[kind.kind]}</TableCell>
            <TableCell isNumeric>{formatNumber(kind.fetched)}</TableCell>
            <TableCell isNumeric className="font-medium">
              {formatNumber(kind.created + kind.updated + kind.unchanged)}
            </TableCell>
            {shown.map((column) => (
              <TableCell
                key={column}
                isNumeric
                className={
                  kind[column] === 0 ? "text-muted-foreground" : column === "failed" ? "text-danger" : ""
                }
              >
                {formatNumber(kind[column])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
