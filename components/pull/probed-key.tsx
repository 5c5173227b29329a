import { sourceKindLabels } from "@/components/plan/kind-labels.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import type { ProbeResult } from "@/lib/api/pull.ts";

const environments = {
  live: { text: "Production key", tone: "info" },
  test: { text: "Staging or sandbox key", tone: "warning" },
  unknown: { text: "Environment unknown", tone: "neutral" },
} as const;

/** What WorkOS says of a key: whose it is, and resource by resource what it can read. */
export function ProbedKey(props: { probe: ProbeResult; onRemove: () => void }) {
  const { display, environment, resources } = props.probe;
  const { text, tone } = environments[environment];
  const readable = resources.filter(({ access }) => access === "readable").length;
  return (
    <Card>
      <CardHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            <code className="font-mono text-sm">{display}</code>
            <Badge tone={tone}>{text}</Badge>
          </span>
        }
        description={`Reads ${readable} of ${resources.length} resources`}
        actions={
          <Button size="sm" onClick={props.onRemove}>
            Remove<span className="sr-only"> {display}</span>
          </Button>
        }
      />
      <Table label={`What ${display} can read`} regionClassName="rounded-none border-0 rounded-b-lg">
        <TableHeader>
          <TableRow>
            <TableHead className="first:rounded-none">Resource</TableHead>
            <TableHead>Access</TableHead>
            <TableHead isNumeric className="last:rounded-none">
              Records
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {resources.map(({ resource, access, records, isAtLeast, message }) => (
            <TableRow key={resource}>
              <TableCell>
                {sourceKindLabels[resource]}
                {message && (
                  <span className="block max-w-prose text-muted-foreground text-xs">{message}</span>
                )}
              </TableCell>
              <TableCell className="text-muted-foreground">
                {access === "readable" ? (
                  "Readable"
                ) : (
                  <Badge tone={access === "forbidden" ? "warning" : "danger"}>
                    {access === "forbidden" ? "Forbidden" : "Failed"}
                  </Badge>
                )}
              </TableCell>
              <TableCell isNumeric>
                {records === null ? (
                  <>
                    <span aria-hidden>—</span>
                    <span className="sr-only">not counted</span>
                  </>
                ) : (
                  `${formatNumber(records)}${isAtLeast ? "+" : ""}`
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
