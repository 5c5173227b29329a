import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";
import type { Tone } from "@/components/ui/tone.ts";

const valueClassNames: Record<Tone, string> = {
  neutral: "",
  info: "text-info",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
};

/** A number with its name. Stands in a `StatList`. */
export function Stat(props: {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  tone?: Tone;
  className?: string;
}) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-0.5 bg-card px-4 py-3", props.className)}>
      <dt className="text-muted-foreground text-sm">{props.label}</dt>
      <dd
        className={cn(
          "font-semibold text-xl tabular-nums tracking-tight",
          valueClassNames[props.tone ?? "neutral"],
        )}
      >
        {props.value}
      </dd>
      {props.hint && <dd className="text-muted-foreground text-xs">{props.hint}</dd>}
    </div>
  );
}

/** Numbers side by side, hairlines between them. */
export function StatList({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border max-sm:[&>:last-child:nth-child(odd)]:col-span-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none",
        className,
      )}
    >
      {children}
    </dl>
  );
}
