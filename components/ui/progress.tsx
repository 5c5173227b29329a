import { cn } from "@/components/ui/cn.ts";

const toneClassNames = {
  primary: "bg-primary",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
} as const;

/** A bar from 0 to `max`. `value` null: under way, nobody knows how far. */
export function Progress(props: {
  label: string;
  value: number | null;
  max?: number;
  /** Read out in place of the percentage, e.g. "1,200 of 4,000 users". */
  valueText?: string;
  tone?: keyof typeof toneClassNames;
  className?: string;
}) {
  const max = props.max ?? 100;
  const share = props.value === null || max === 0 ? 0 : Math.min(1, Math.max(0, props.value / max));
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={props.value ?? undefined}
      aria-valuetext={props.valueText}
      className={cn("relative h-1.5 w-full overflow-hidden rounded-sm bg-accent", props.className)}
    >
      <div
        className={cn(
          "absolute inset-y-0 left-0 rounded-sm",
          toneClassNames[props.tone ?? "primary"],
          props.value === null
            ? "w-1/3 animate-indeterminate"
            : "w-full origin-left transition-transform duration-300",
        )}
        style={props.value === null ? undefined : { transform: `scaleX(${share})` }}
      />
    </div>
  );
}
