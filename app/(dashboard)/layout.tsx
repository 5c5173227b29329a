import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { name, email } = await requireAdmin();
  return <Shell operator={{ name, email }}>{children}</Shell>;
}
