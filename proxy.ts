import { type NextRequest, NextResponse } from "next/server";
import { canonicalAddress } from "@/lib/identity/canonical-address.ts";
import { requestedPathHeader } from "@/lib/identity/requested-path.ts";

/** Before every page: tells it its own path, and sends 127.0.0.1 to the address where passkeys work. */
export function proxy(request: NextRequest) {
  const { headers, nextUrl } = request;
  const elsewhere = canonicalAddress(headers.get("host"), nextUrl, process.env.APP_URL);
  if (elsewhere) return NextResponse.redirect(elsewhere, 307);
  const forPage = new Headers(headers);
  forPage.set(requestedPathHeader, nextUrl.pathname + nextUrl.search);
  return NextResponse.next({ request: { headers: forPage } });
}

// Never /api: a proxy buffers bodies and cuts them off at 10 MB without a word, and uploads go there.
export const config = { matcher: "/((?!api/|_next/|.*\\.[^/]+$).*)" };
