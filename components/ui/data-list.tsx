import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";

/** Names and values of one thing: a `dl` whose values line up. */
export function DataList({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cn("divide-y divide-border text-sm", className)}>{children}</dl>;
}

/** One name and its value; nothing to show is said as a dash. */
export function DataItem({ label, children }: { label: string; children?: ReactNode }) {
  const isEmpty = children === undefined || children === null || children === "";
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:items-baseline sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 break-words">
        {isEmpty ? <span className="text-muted-foreground">—</span> : children}
      </dd>
    </div>
  );
}
