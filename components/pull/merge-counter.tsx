import { FlowDrawing } from "@/components/merge/merge-figure.tsx";
import { Card } from "@/components/ui/card.tsx";
import { CountUp } from "@/components/ui/count-up.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { PullProgress } from "@/lib/api/pull.ts";

/** The merge by e-mail as it grows while users stream in: rows that share an address, and the people they become. */
export function MergeCounter({ merge }: { merge: PullProgress["merge"] }) {
  const { rows, people, mergedRows, mergedPeople } = merge;
  return (
    <Card>
      <figure className="flex items-center justify-center gap-3 px-4 pt-6 pb-5 sm:gap-8">
        <Count value={mergedRows} label={mergedRows === 1 ? "row" : "rows"} className="text-right" />
        <FlowDrawing records={mergedRows} people={mergedPeople} />
        <Count value={mergedPeople} label={mergedPeople === 1 ? "person" : "people"} className="text-left" />
        <figcaption className="sr-only">
          {countOf(mergedRows, "row")} that share an address become{" "}
          {countOf(mergedPeople, "person", "people")}
        </figcaption>
      </figure>
      <p className="border-border border-t px-4 py-2.5 text-center text-muted-foreground text-sm tabular-nums">
        {rows === 0
          ? "Users who share an address become one person. The first arrive in a moment."
          : mergedRows === 0
            ? `${countOf(rows, "user")} so far, and no two share an address`
            : `${countOf(rows, "user")} so far, ${countOf(people, "person", "people")} after merging by e-mail`}
      </p>
    </Card>
  );
}

function Count(props: { value: number; label: string; className: string }) {
  return (
    <p aria-hidden className={props.className}>
      {/* As wide as the number will be at the end of its count: nothing moves while it ticks. */}
      <span className="grid font-semibold text-2xl tabular-nums tracking-tight sm:text-4xl">
        <CountUp value={props.value} className="[grid-area:1/1]" />
        <span className="invisible [grid-area:1/1]">{formatNumber(props.value)}</span>
      </span>
      <span className="text-muted-foreground text-sm">{props.label}</span>
    </p>
  );
}
