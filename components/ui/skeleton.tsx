import { cn } from "@/components/ui/cn.ts";

/** A grey bar where something will be. Its page says "Loading" once, in words. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-sm bg-accent", className)} />;
}

/** Rows of a table to come, as high as the real ones, so that nothing jumps. */
export function TableSkeleton({ rows = 12, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div aria-hidden className="overflow-hidden rounded-lg border border-border">
      <div className="h-9 border-border border-b bg-muted" />
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={`row-${String(row)}`}
          className="flex h-11 items-center gap-6 border-border border-b px-4 last:border-0"
        >
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton key={`column-${String(column)}`} className={column === 0 ? "w-2/5" : "flex-1"} />
          ))}
        </div>
      ))}
    </div>
  );
}
