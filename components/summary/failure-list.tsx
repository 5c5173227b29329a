import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import type { ImportSummary } from "@/lib/api/contract.ts";

/** What the directory refused, by reason, with one example each; nothing if nothing was refused. */
export function FailureList({ failures }: { failures: ImportSummary["failures"] }) {
  if (failures.length === 0) return null;
  return (
    <Card className="border-danger-border">
      <CardHeader
        title={<span className="text-danger">Failures</span>}
        description="These records are not in the directory. The log has every one: filter it by the result “failed”."
      />
      <ul className="divide-y divide-border">
        {failures.map((failure) => (
          <li key={failure.code} className="px-4 py-3 text-sm">
            <p>
              <code className="font-mono text-xs">{failure.code}</code>{" "}
              <span className="text-muted-foreground tabular-nums">× {formatNumber(failure.count)}</span>
            </p>
            <p className="text-muted-foreground">For example: {failure.example}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
