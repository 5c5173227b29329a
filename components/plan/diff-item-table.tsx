import type { z } from "zod";
import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { ValueChange } from "@/components/plan/value-change.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import type { diffItemRow } from "@/lib/api/plan-review.ts";
import type { Decisions } from "@/lib/planner/decisions.ts";

/** Records that would change, are gone, or would be refused; `mode` says what becomes of the gone. */
export function DiffItemTable(props: {
  items: readonly z.infer<typeof diffItemRow>[];
  mode: Decisions["mode"];
  label: string;
}) {
  return (
    <Table label={props.label}>
      <TableHeader>
        <TableRow>
          <TableHead>Kind</TableHead>
          <TableHead>Record</TableHead>
          <TableHead>What happens</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {props.items.map((item) => (
          <TableRow key={item.ordinal}>
            <TableCell className="whitespace-nowrap align-top">{plannedKindLabels[item.kind]}</TableCell>
            <TableCell className="min-w-48 align-top">
              <span className="break-all">{item.label}</span>
              {item.sourceId && (
                <span className="block break-all font-mono text-muted-foreground text-xs">
                  {item.sourceId}
                </span>
              )}
            </TableCell>
            <TableCell className="min-w-64">
              {item.action === "create" ? (
                "is created"
              ) : item.action !== "gone" ? (
                <ValueChange changes={item.changes ?? {}} />
              ) : props.mode === "mirror" ? (
                <span className="text-danger">is removed</span>
              ) : (
                "stays: this import only adds and updates"
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
