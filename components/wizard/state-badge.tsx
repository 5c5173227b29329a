import { Badge } from "@/components/ui/badge.tsx";
import { stateFacts } from "@/components/wizard/wizard-steps.ts";
import type { ImportState } from "@/lib/api/contract.ts";

export function StateBadge({ state }: { state: ImportState }) {
  const { label, tone } = stateFacts(state);
  return <Badge tone={tone}>{label}</Badge>;
}
