"use client";

import { RadioGroup as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn.ts";

export function RadioGroup({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root className={cn("flex flex-col gap-2", className)} {...props} />;
}

/** One choice with its label and, if it needs one, a sentence about it. */
export function RadioGroupItem({
  label,
  hint,
  className,
  ...props
}: ComponentProps<typeof Primitive.Item> & { label: ReactNode; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2 text-sm", className)}>
      <Primitive.Item
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-0.5 size-4 shrink-0 rounded-full border border-input bg-background after:absolute after:-inset-1 disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-primary"
        {...props}
      >
        <Primitive.Indicator className="absolute inset-0.75 rounded-full bg-primary" />
      </Primitive.Item>
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted-foreground">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
