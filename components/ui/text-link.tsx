import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";

/** A link in running text: underlined, as colour alone tells too few people. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      className={cn(
        "rounded-sm text-link underline decoration-1 decoration-link/50 underline-offset-2 hover:decoration-link",
        className,
      )}
      {...props}
    />
  );
}
