import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";

/** Why there is nothing here and what to do about it. */
export function EmptyState(props: {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Icon = props.icon;
  return (
    <div
      className={cn(
        "flex flex-col items-center gap-1.5 rounded-lg border border-border border-dashed px-6 py-14 text-center",
        props.className,
      )}
    >
      {Icon && <Icon aria-hidden className="mb-1.5 size-5 text-muted-foreground" />}
      <p className="font-medium">{props.title}</p>
      {props.children && <div className="max-w-md text-muted-foreground text-sm">{props.children}</div>}
      {props.action && <div className="mt-3 flex gap-2">{props.action}</div>}
    </div>
  );
}
