import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/identity/sign-in-form.tsx";
import { authorize } from "@/lib/identity/authorize.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { safeNextPath } from "@/lib/identity/requested-path.ts";
import { mailRoute } from "@/lib/identity/send-mail.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  const path = safeNextPath(typeof next === "string" ? next : null);
  const { outcome } = await authorize(await headers());
  if (outcome === "admin") redirect(path as Route);
  return <SignInForm next={path} mail={mailRoute(identityConfig())} />;
}
