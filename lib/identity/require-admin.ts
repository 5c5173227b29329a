import type { Route } from "next";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { Operator } from "./actor.ts";
import { authorize } from "./authorize.ts";
import { requestedPathHeader } from "./requested-path.ts";

/**
 * First line of every page of the dashboard. Strangers are sent to sign in and come back to the page they
 * wanted; members without the admin role get the 403 page. A layout is not enough: Next renders a page
 * without its layout when the reader comes from a sibling.
 */
export async function requireAdmin(): Promise<Operator> {
  return (await requireAdminSession()).operator;
}

/** As `requireAdmin`, for a page that also shows which session it is. */
export async function requireAdminSession(): Promise<{ operator: Operator; sessionId: string }> {
  const requestHeaders = await headers();
  const authorization = await authorize(requestHeaders);
  if (authorization.outcome === "stranger") {
    const wanted = requestHeaders.get(requestedPathHeader);
    const signIn = wanted ? `/sign-in?next=${encodeURIComponent(wanted)}` : "/sign-in";
    redirect(signIn as Route);
  }
  if (authorization.outcome === "member") forbidden();
  return authorization;
}
