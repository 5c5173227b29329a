import { redirect } from "next/navigation";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export default async function SettingsPage() {
  await requireAdmin();
  redirect("/settings/account");
}
