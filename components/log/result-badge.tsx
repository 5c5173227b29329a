import { Badge } from "@/components/ui/badge.tsx";
import type { Tone } from "@/components/ui/tone.ts";
import type { LogLine } from "@/lib/api/log-lines.ts";

const tones: Record<LogLine["result"], Tone> = {
  created: "success",
  updated: "info",
  removed: "warning",
  skipped: "neutral",
  failed: "danger",
};

export function ResultBadge({ result }: { result: LogLine["result"] }) {
  return <Badge tone={tones[result]}>{result}</Badge>;
}
