import { type NextRequest, NextResponse } from "next/server";
import { requestedPathHeader } from "@/lib/identity/requested-path.ts";

/** Before every page: tells it its own path, so that a stranger comes back to it after signing in. */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set(requestedPathHeader, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

// Never /api: a proxy buffers bodies and cuts them off at 10 MB without a word, and uploads go there.
export const config = { matcher: "/((?!api/|_next/|.*\\.[^/]+$).*)" };
