import { partFacts, partLabels } from "@/components/storage/part-labels.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { importParts, isPurged } from "@/lib/api/storage.ts";

/** On an import's pages: what of it is gone, since when and by whom, and what that means. */
export function PurgedNote({ purges }: Pick<ImportDetail, "purges">) {
  const gone = importParts.filter((part) => isPurged(purges, part));
  const last = purges.at(-1);
  if (gone.length === 0 || !last) return null;
  return (
    <Alert
      tone="neutral"
      title={`Purged: ${gone.map((part) => partLabels[part].toLowerCase()).join(", ")}`}
      className="mb-4"
    >
      By {last.by} <RelativeTime value={last.at} />. So{" "}
      {gone.map((part) => partFacts[part].without).join("; ")}. Counts and decisions are still here, and so is
      everything in the directory.
    </Alert>
  );
}
