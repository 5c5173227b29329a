import type { Metadata } from "next";
import { connection } from "next/server";
import { SetupForm } from "@/components/identity/setup-form.tsx";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { homePath } from "@/lib/identity/requested-path.ts";
import { mailRoute } from "@/lib/identity/send-mail.ts";
import { hasAdmin } from "@/lib/identity/setup-link.ts";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  await connection();
  const config = identityConfig();
  // Without mail a passkey is the only way back in: the account page is where to make one.
  const next = mailRoute(config) === "none" ? "/settings/account" : homePath;
  return <SetupForm isSetUp={await hasAdmin(config.prisma)} next={next} />;
}
