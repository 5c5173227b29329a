import { partLabels } from "@/components/storage/part-labels.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { formatBytes } from "@/components/wizard/quantity-text.ts";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { StorageView } from "@/lib/api/storage.ts";

/** The last purges, newest first. */
export function PurgeList({ purges }: Pick<StorageView, "purges">) {
  return (
    <Table label="The last purges">
      <TableHeader>
        <TableRow>
          <TableHead>Import</TableHead>
          <TableHead>Part</TableHead>
          <TableHead>By</TableHead>
          <TableHead>When</TableHead>
          <TableHead isNumeric>Rows</TableHead>
          <TableHead isNumeric>Freed</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {purges.map((purge) => (
          <TableRow key={purge.id}>
            <TableCell>
              {purge.importId ? (
                <TextLink href={importHref(purge.importId)}>{purge.originName}</TextLink>
              ) : (
                purge.originName
              )}
            </TableCell>
            <TableCell>{partLabels[purge.part]}</TableCell>
            <TableCell>{purge.by}</TableCell>
            <TableCell>
              <RelativeTime value={purge.at} />
            </TableCell>
            <TableCell isNumeric>{formatNumber(purge.rows)}</TableCell>
            <TableCell isNumeric className="whitespace-nowrap">
              {formatBytes(purge.bytes)}
              {!purge.isFinished && <span className="block text-muted-foreground text-xs">at work</span>}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
