"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";
import { cn } from "@/components/ui/cn.ts";

/** Inside a link: turns while the page it leads to is on its way, if that takes long enough to be noticed. */
export function LinkPending({ className }: { className?: string }) {
  const { pending } = useLinkStatus();
  return (
    <LoaderCircle
      aria-hidden
      className={cn(
        "size-4 shrink-0 animate-spin text-muted-foreground transition-opacity duration-150",
        pending ? "opacity-100 delay-200" : "opacity-0",
        className,
      )}
    />
  );
}
