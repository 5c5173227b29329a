import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { type EvidenceLine, evidenceLines } from "@/components/merge/evidence-lines.ts";
import type { MergeOutcome, MergeSourceRow } from "@/components/merge/merge-outcome.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

const rankWords: Record<MergeSourceRow["rank"], string> = {
  survivor: "Ranks first",
  unverified: "After it: not verified",
  earlier_sign_in: "After it: signed in earlier",
  younger: "After it: created later",
  id: "After it: equal, larger id",
};

/**
 * A group's rows side by side: a column per row, a line per fact. What the person gets of each is marked, and what
 * the rows disagree about stands out.
 */
export function MergeEvidence(props: {
  emailKey: string;
  rows: readonly MergeSourceRow[];
  outcome: MergeOutcome;
}) {
  const { rows, outcome } = props;
  const lines = evidenceLines(rows, outcome);
  const keeper = outcome.people.find((person) => !person.isSplit);
  return (
    <Table label={`Evidence for ${props.emailKey}`} regionClassName="xl:overflow-x-auto" className="w-full">
      <TableHeader>
        <tr>
          <TableHead className="sticky left-0 z-1 h-auto min-w-24 py-1.5 align-top">Field</TableHead>
          <TableHead className="h-auto min-w-40 whitespace-normal py-1.5 align-top xl:static">
            <span className="block text-foreground">The person gets</span>
            <span className="block font-normal">and why</span>
          </TableHead>
          {rows.map((row) => (
            <TableHead
              key={row.sourceId}
              className="wrap-anywhere h-auto min-w-40 whitespace-normal py-1.5 align-top xl:static"
            >
              <span className="block font-mono text-foreground">{row.sourceId}</span>
              <span className="block font-normal">
                {keeper?.rows.includes(row) ? rankWords[row.rank] : "Stays a person of its own"}
              </span>
            </TableHead>
          ))}
        </tr>
      </TableHeader>
      <TableBody>
        {lines.map((line) => (
          <Line key={line.key} line={line} rows={rows} />
        ))}
      </TableBody>
    </Table>
  );
}

function Line({ line, rows }: { line: EvidenceLine; rows: readonly MergeSourceRow[] }) {
  return (
    <TableRow>
      <th
        scope="row"
        className="wrap-anywhere sticky left-0 z-1 border-border border-b bg-card px-3 py-1.5 pl-4 text-left align-top font-normal text-muted-foreground"
      >
        {line.label}
        {line.cells.some((cell) => cell.isAgainst) && <span className="sr-only">(they disagree)</span>}
      </th>
      <TableCell className="wrap-anywhere bg-muted align-top">
        <span className="block font-medium">{line.result ?? <None />}</span>
        {line.why && <span className="block text-muted-foreground text-xs">{line.why}</span>}
      </TableCell>
      {line.cells.map((cell, place) => (
        <TableCell
          key={rows[place]?.sourceId}
          className={cn("wrap-anywhere align-top", cell.isAgainst && "bg-warning-muted")}
        >
          <span className="flex items-start gap-1.5">
            <CellValue line={line}>{cell.value}</CellValue>
            {cell.isUsed && (
              <>
                <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-success" />
                <span className="sr-only">(used)</span>
              </>
            )}
          </span>
        </TableCell>
      ))}
    </TableRow>
  );
}

function CellValue({ line, children }: { line: EvidenceLine; children: string | null }): ReactNode {
  if (children === null) return <None />;
  if (line.key === "verified") {
    return <Badge tone={children === "Yes" ? "success" : "warning"}>{children}</Badge>;
  }
  return <span className="min-w-0">{children}</span>;
}

const None = () => (
  <span className="text-muted-foreground">
    <span aria-hidden>—</span>
    <span className="sr-only">none</span>
  </span>
);
