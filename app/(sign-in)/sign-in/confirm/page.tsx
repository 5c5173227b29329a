import type { Metadata } from "next";
import { ConfirmSignIn } from "@/components/identity/confirm-sign-in.tsx";
import { safeNextPath } from "@/lib/identity/requested-path.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function ConfirmPage({ searchParams }: PageProps<"/sign-in/confirm">) {
  const { next } = await searchParams;
  return <ConfirmSignIn next={safeNextPath(typeof next === "string" ? next : null)} />;
}
