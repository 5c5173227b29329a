import { issueFacts } from "@/components/plan/issue-facts.ts";
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
        description="These records are not in the directory. Mend the cause, then retry them. The log has every one: filter it by the result “failed”."
      />
      <ul className="divide-y divide-border">
        {failures.map(({ code, count, example }) => {
          const { title, whatToDo } = issueFacts(code);
          return (
            <li key={code} className="px-4 py-3 text-sm">
              <p className="font-medium">
                {title}{" "}
                <span className="font-normal text-muted-foreground tabular-nums">
                  × {formatNumber(count)}
                </span>
              </p>
              <p className="text-muted-foreground">{whatToDo}</p>
              <p className="wrap-anywhere text-muted-foreground">For example: {example}</p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
