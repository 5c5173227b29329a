import { RelativeTime } from "@/components/ui/relative-time.tsx";

/** A moment that may not have come: a dash, said as `never` to screen readers. */
export function TimeOrNever({ value }: { value: Date | null }) {
  if (value) return <RelativeTime value={value} />;
  return (
    <span className="text-muted-foreground">
      <span aria-hidden>—</span>
      <span className="sr-only">never</span>
    </span>
  );
}
