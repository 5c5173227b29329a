import { Download } from "lucide-react";
import { type RowCountView, rowCountText } from "@/components/directory/row-count-text.ts";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { buttonVariants } from "@/components/ui/button.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { type IdMapKind, idMapFormats } from "@/lib/api/id-map.ts";

type IdCount = { kind: IdMapKind; sourceIds: RowCountView; records: RowCountView };

/** How many ids there are, per kind. */
export function IdCountTable({ counts }: { counts: readonly IdCount[] }) {
  return (
    <Table label="Ids per kind">
      <TableHeader>
        <TableRow>
          <TableHead>Kind</TableHead>
          <TableHead isNumeric>WorkOS ids</TableHead>
          <TableHead isNumeric>Authio ids</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {counts.map(({ kind, sourceIds, records }) => (
          <TableRow key={kind}>
            <TableCell>{kindLabel(kind)}</TableCell>
            <TableCell isNumeric>{rowCountText(sourceIds)}</TableCell>
            <TableCell isNumeric>{rowCountText(records)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The whole map as a file, in each format. */
export function IdMapDownloads() {
  return (
    <div className="flex flex-wrap gap-2">
      {idMapFormats.map((format) => (
        <a key={format} href={`/api/id-map.${format}`} download className={buttonVariants()}>
          <Download aria-hidden />
          {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}
