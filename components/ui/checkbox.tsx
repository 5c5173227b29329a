"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";

/** `checked="indeterminate"` where some, but not all, of what it stands for is chosen. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "group/box relative inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-input align-middle bg-background after:absolute after:-inset-1 disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary",
        className,
      )}
      {...props}
    >
      <Primitive.Indicator className="text-primary-foreground">
        <Minus
          aria-hidden
          strokeWidth={3}
          className="hidden size-3 group-data-[state=indeterminate]/box:block"
        />
        <Check aria-hidden strokeWidth={3} className="size-3 group-data-[state=indeterminate]/box:hidden" />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
