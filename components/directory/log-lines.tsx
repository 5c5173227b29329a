import type { Route } from "next";
import { IdText } from "@/components/directory/id-text.tsx";
import { StateBadge, sentenceCase } from "@/components/directory/status-badges.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

export type LogLineView = {
  importId: string;
  seq: string;
  at: Date;
  kind: string;
  result: string;
  label: string;
  sourceIds: readonly string[];
  message: string | null;
};

/** What imports did to one thing, newest first. */
export function LogLines({ lines }: { lines: readonly LogLineView[] }) {
  if (lines.length === 0) {
    return <p className="text-muted-foreground text-sm">No import has written this.</p>;
  }
  return (
    <Table label="Import log" className="min-w-220 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-32">When</TableHead>
          <TableHead className="w-28">Result</TableHead>
          <TableHead className="w-32">Kind</TableHead>
          <TableHead>What</TableHead>
          <TableHead className="w-28">Import</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={`${line.importId}:${line.seq}`}>
            <TableCell>
              <RelativeTime value={line.at} />
            </TableCell>
            <TableCell>
              <StateBadge state={line.result} />
            </TableCell>
            <TableCell>{sentenceCase(line.kind)}</TableCell>
            <TableCell>
              {line.label}
              {line.message && <span className="block text-muted-foreground">{line.message}</span>}
              {line.sourceIds.length > 0 && <IdText id={line.sourceIds.join(", ")} className="block" />}
            </TableCell>
            <TableCell>
              <TextLink href={`/migrate/workos/${line.importId}/summary` as Route}>Summary</TextLink>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
