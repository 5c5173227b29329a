"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";

/** At the end of a link: turns while the page it leads to is on its way, if that takes long enough to be noticed. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <LoaderCircle
      aria-hidden
      className="ml-auto size-4 shrink-0 animate-spin text-muted-foreground transition-opacity delay-200 starting:opacity-0"
    />
  );
}
