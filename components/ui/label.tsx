import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";

/** For a control named by `htmlFor`. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label">) {
  return (
    <label htmlFor={htmlFor} className={cn("font-medium text-foreground text-sm", className)} {...props}>
      {children}
    </label>
  );
}
