import { formatBytes } from "@/components/wizard/quantity-text.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { planningPercent } from "@/lib/api/planning-percent.ts";

/** What an import that is read and planned is at, in words and numbers for a bar; `done` null: nobody knows how far. */
export function whereItIs({ reading, state }: Pick<ImportDetail, "reading" | "state">): {
  label: string;
  sentence: string;
  done: number | null;
  of: number;
} {
  const planning = reading?.planning;
  // While it is read once more, after its worker was killed, that is from before.
  if (planning && state !== "reading") {
    const label = planning.step === "store" ? "Storing the plan" : "Comparing with the directory";
    const sentence = `${label}: ${planningPercent(planning)}`;
    return { label, sentence, done: planning.done, of: planning.total };
  }
  // The plan may be there already, and its page not yet.
  if (state !== "reading" || (reading && reading.bytesTotal > 0 && reading.bytesRead >= reading.bytesTotal)) {
    return { label: "Planning", sentence: "Planning: merging people, mapping roles", done: null, of: 1 };
  }
  if (!reading || reading.bytesTotal === 0) {
    return { label: "Reading", sentence: "Waiting for a worker to begin", done: null, of: 1 };
  }
  const { bytesRead, bytesTotal } = reading;
  const sentence = `Reading: ${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}`;
  return { label: "Reading", sentence, done: bytesRead, of: bytesTotal };
}
