import { sumForecasts } from "@/components/pull/forecast.ts";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { countOf, formatDuration } from "@/components/wizard/quantity-text.ts";
import type { ProbeResult } from "@/lib/api/pull.ts";

/** What the pull will take, and what holds it up. `isStale`: it is being worked out anew. */
export function ForecastCard({ probes, isStale }: { probes: readonly ProbeResult[]; isStale: boolean }) {
  const forecast = sumForecasts(probes.map((probe) => probe.forecast));
  if (!forecast) return null;
  const least = forecast.isAtLeast ? "at least " : "";
  return (
    <Card className="p-4" aria-busy={isStale}>
      <p role="status" className={cn("font-medium tabular-nums", isStale && "text-muted-foreground")}>
        {`Forecast: ${least}${countOf(forecast.requests, "call")}, ${forecast.isAtLeast ? "" : "about "}${formatDuration(forecast.seconds * 1000)}`}
      </p>
      <p className="text-muted-foreground text-sm">
        {forecast.bottleneck}
        {forecast.isAtLeast && " WorkOS does not count its records: this much is known from first pages."}
      </p>
    </Card>
  );
}
