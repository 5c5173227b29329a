import type { Metadata } from "next";
import { ImportList } from "@/components/wizard/import-list.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsPage() {
  await requireAdmin();
  return <ImportList />;
}
