import { kindInSentence } from "@/components/plan/kind-labels.ts";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { PulledFrom } from "@/components/pull/pulled-from.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { formatBytes } from "@/components/wizard/quantity-text.ts";
import { sourceKinds } from "@/lib/planner/source-records.ts";

const formatLabels: Record<string, string> = { json: "JSON", "json.gz": "JSON, packed with gzip" };

/** What the reader found in each file, and what it could not read, with the place. */
export function ReportTab({ detail, plan }: TabProps) {
  const { files, problems, problemCount } = plan.report;
  return (
    <div className="flex flex-col gap-4">
      {detail.pull && <PulledFrom pull={detail.pull} />}
      {files.map((file) => (
        <Card key={file.name}>
          <CardHeader title={file.name} description={formatLabels[file.format] ?? file.format} />
          <DataList>
            <DataItem label="Size">
              {formatBytes(file.bytes)}
              {file.unpackedBytes !== file.bytes && `, ${formatBytes(file.unpackedBytes)} unpacked`}
            </DataItem>
            <DataItem label="Records">
              {sourceKinds
                .map((kind) => ({ kind, count: file.records[kind] ?? 0 }))
                .filter(({ count }) => count > 0)
                .map(({ kind, count }) => `${formatNumber(count)} ${kindInSentence(kind)}`)
                .join(", ")}
            </DataItem>
            <DataItem label="Unknown keys">
              {file.unknownKeys.length === 0 ? null : (
                <>
                  <code className="font-mono text-xs">{file.unknownKeys.join(", ")}</code>, kept in the
                  snapshot and not imported
                </>
              )}
            </DataItem>
          </DataList>
        </Card>
      ))}
      {problemCount === 0 ? (
        <EmptyState title="Every record could be read" className="py-10" />
      ) : (
        <>
          <Table label="What could not be read">
            <TableHeader>
              <TableRow>
                <TableHead>Where</TableHead>
                <TableHead>What</TableHead>
                <TableHead>Found</TableHead>
                <TableHead>Consequence</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {problems.map((problem) => (
                <TableRow key={`${problem.file} ${problem.path} ${problem.message}`}>
                  <TableCell className="min-w-52">
                    <code className="break-all font-mono text-xs">{problem.path}</code>
                    {files.length > 1 && (
                      <span className="block text-muted-foreground text-xs">{problem.file}</span>
                    )}
                  </TableCell>
                  <TableCell className="min-w-44">{problem.message}</TableCell>
                  <TableCell className="min-w-36">
                    <code className="break-all font-mono text-muted-foreground text-xs">
                      {problem.received}
                    </code>
                  </TableCell>
                  <TableCell>
                    <Badge tone={problem.severity === "record_dropped" ? "danger" : "warning"}>
                      {problem.severity === "record_dropped" ? "record left out" : "field left empty"}
                    </Badge>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          {problemCount > problems.length && (
            <p className="text-muted-foreground text-sm">
              The first {formatNumber(problems.length)} of {formatNumber(problemCount)}.
            </p>
          )}
        </>
      )}
    </div>
  );
}
