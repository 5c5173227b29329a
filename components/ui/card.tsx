import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border border-border bg-card", className)} {...props} />;
}

/** Title row of a card; `actions` stand at its right edge. */
export function CardHeader(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  id?: string;
  className?: string;
}) {
  return (
    <div
      className={cn(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-border border-b px-4 py-3",
        props.className,
      )}
    >
      <div className="min-w-0">
        <h2 id={props.id} className="wrap-anywhere font-medium text-base">
          {props.title}
        </h2>
        {props.description && <p className="text-muted-foreground text-sm">{props.description}</p>}
      </div>
      {props.actions && <div className="flex items-center gap-2">{props.actions}</div>}
    </div>
  );
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("p-4", className)} {...props} />;
}
