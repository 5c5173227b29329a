"use client";

import { PageError } from "@/components/shell/page-error.tsx";

export default function DashboardError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError {...props} />;
}
