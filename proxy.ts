import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/identity/content-security-policy.ts";
import { requestedPathHeader } from "@/lib/identity/requested-path.ts";

/**
 * Before every page: tells it its own path, so that a stranger comes back to it after signing in, and the nonce
 * under which its scripts may run.
 */
export function proxy(request: NextRequest) {
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set(requestedPathHeader, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// Never /api: a proxy buffers bodies and cuts them off at 10 MB without a word, and uploads go there.
export const config = { matcher: "/((?!api/|_next/|.*\\.[^/]+$).*)" };
