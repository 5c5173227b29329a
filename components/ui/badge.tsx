import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";
import { type Tone, toneClassNames } from "@/components/ui/tone.ts";

export function Badge({ tone = "neutral", className, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs [&_svg]:size-3",
        toneClassNames[tone],
        className,
      )}
      {...props}
    />
  );
}
