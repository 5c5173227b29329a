import type { ProbeResult } from "@/lib/api/pull.ts";

export type Forecast = ProbeResult["forecast"];

/** What several keys cost together. They are pulled side by side, each under its own limits: the slowest decides. */
export function sumForecasts(forecasts: readonly Forecast[]): Forecast | null {
  const [first, ...others] = forecasts;
  if (!first) return null;
  return others.reduce((sum, next) => {
    const slower = next.seconds > sum.seconds ? next : sum;
    return {
      requests: sum.requests + next.requests,
      seconds: slower.seconds,
      isAtLeast: sum.isAtLeast || next.isAtLeast,
      bottleneck: slower.bottleneck,
    };
  }, first);
}

/** How many users the keys have: what an extra that takes a call per user costs. Null where nobody counted. */
export function countUsers(probes: readonly ProbeResult[]): { users: number; isAtLeast: boolean } | null {
  const counts = probes.flatMap(({ resources }) => resources.filter(({ resource }) => resource === "users"));
  const known = counts.filter(({ records }) => records !== null);
  if (known.length === 0) return null;
  return {
    users: known.reduce((sum, { records }) => sum + (records ?? 0), 0),
    isAtLeast: known.length < counts.length || known.some(({ isAtLeast }) => isAtLeast),
  };
}

/** Source ids as people list them: on lines, with commas, with blanks; each once. */
export function readIds(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}
