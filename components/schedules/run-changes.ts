import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import type { KindProgress } from "@/lib/api/contract.ts";

/** `People +3 −1 ~2, Memberships +3`: what a run changed, kind by kind; kinds that it left as they were are left out. */
export function runChanges(progress: readonly KindProgress[]): string {
  const parts = progress.flatMap(({ kind, created, updated, removed, failed, skipped }) => {
    const counts = [
      created > 0 && `+${formatNumber(created)}`,
      removed > 0 && `−${formatNumber(removed)}`,
      updated > 0 && `~${formatNumber(updated)}`,
      failed + skipped > 0 && `${formatNumber(failed + skipped)} not taken along`,
    ].filter(Boolean);
    return counts.length > 0 ? `${plannedKindLabels[kind]} ${counts.join(" ")}` : [];
  });
  return parts.join(", ");
}
