import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";
import { inputClassName } from "@/components/ui/input.tsx";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(inputClassName, "min-h-20 py-1.5", className)} {...props} />;
}
