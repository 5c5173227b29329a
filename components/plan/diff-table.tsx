import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import type { DiffCounts, DiffSummary } from "@/lib/api/plan-review.ts";
import type { Decisions } from "@/lib/planner/decisions.ts";
import { plannedKinds } from "@/lib/planner/planned-records.ts";

// First what changes: on a phone the table scrolls, and what is removed must be in sight.
const columns = ["create", "update", "gone", "conflict", "unchanged", "kept"] as const;
const none: DiffCounts = { create: 0, update: 0, unchanged: 0, gone: 0, conflict: 0, kept: 0 };

/** All kinds of a diff added up. */
export function diffTotals(diff: DiffSummary): DiffCounts {
  return Object.values(diff.kinds).reduce(
    (sum, kind) => ({
      create: sum.create + kind.create,
      update: sum.update + kind.update,
      unchanged: sum.unchanged + kind.unchanged,
      gone: sum.gone + kind.gone,
      conflict: sum.conflict + kind.conflict,
      kept: sum.kept + kind.kept,
    }),
    none,
  );
}

/** What the directory would gain, change and lose, per kind. */
export function DiffTable({ diff, mode }: { diff: DiffSummary; mode: Decisions["mode"] }) {
  const totals = diffTotals(diff);
  const labels: Record<(typeof columns)[number], string> = {
    create: "Create",
    update: "Update",
    unchanged: "Unchanged",
    gone: mode === "mirror" ? "Remove" : "Gone, stays",
    conflict: "Refused",
    kept: "Left alone",
  };
  // A column of nothing but zeros says nothing, if it is about an exception.
  const shown = columns.filter(
    (column) => (column !== "conflict" && column !== "kept") || totals[column] > 0,
  );
  const kinds = plannedKinds.filter((kind) => {
    const counts = diff.kinds[kind];
    return counts && columns.some((column) => counts[column] > 0);
  });
  const table = (
    <Table label="Changes to the directory, per kind">
      <TableHeader>
        <TableRow>
          <TableHead>Kind</TableHead>
          {shown.map((column) => (
            <TableHead key={column} isNumeric>
              {labels[column]}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {kinds.map((kind) => (
          <TableRow key={kind}>
            <TableCell>{plannedKindLabels[kind]}</TableCell>
            {shown.map((column) => (
              <CountCell key={column} column={column} mode={mode} count={diff.kinds[kind]?.[column] ?? 0} />
            ))}
          </TableRow>
        ))}
        <TableRow className="font-medium">
          <TableCell>Total</TableCell>
          {shown.map((column) => (
            <CountCell key={column} column={column} mode={mode} count={totals[column]} />
          ))}
        </TableRow>
      </TableBody>
    </Table>
  );
  if (totals.kept === 0) return table;
  return (
    <div className="flex flex-col gap-2">
      {table}
      <LeftAlone count={totals.kept} />
    </div>
  );
}

/** Why records are left alone, below a table that counts them. */
export function LeftAlone({ count }: { count: number }) {
  return (
    <p className="text-muted-foreground text-sm">
      Left alone: {formatNumber(count)} owned by Authio. They belong to organizations that Authio is
      authoritative for; imports neither change nor remove them.
    </p>
  );
}

function CountCell(props: { column: (typeof columns)[number]; mode: Decisions["mode"]; count: number }) {
  const { column, count } = props;
  const isLoud = column === "conflict" || (column === "gone" && props.mode === "mirror");
  return (
    <TableCell
      isNumeric
      className={count === 0 ? "text-muted-foreground" : isLoud ? "font-medium text-danger" : ""}
    >
      {formatNumber(count)}
    </TableCell>
  );
}
