"use client";

import { Badge } from "@/components/ui/badge.tsx";
import { formatUtcDate } from "@/components/ui/format-time.ts";

const soonMs = 60 * 86_400_000;

/** When a certificate expires, seen from now: the plan itself knows no clock. `notAfter` in ms since the epoch. */
export function CertificateBadge({ notAfter }: { notAfter: number }) {
  const leftMs = notAfter - Date.now();
  const date = formatUtcDate(new Date(notAfter));
  if (leftMs < 0) return <Badge tone="danger">expired {date}</Badge>;
  return <Badge tone={leftMs < soonMs ? "warning" : "success"}>valid until {date}</Badge>;
}
