import { isLoopbackHost } from "./loopback.ts";

/**
 * Where a page on this machine should have been asked for: the session's cookie and passkeys belong to
 * APP_URL's host name, so a reader who typed 127.0.0.1 is sent to localhost. Null when all is well.
 */
export function canonicalAddress(
  host: string | null,
  url: { pathname: string; search: string },
  appUrl: string | undefined,
): string | null {
  if (!host || !appUrl) return null;
  const own = new URL(appUrl);
  if (host === own.host || !isLoopbackHost(host) || !isLoopbackHost(own.host)) return null;
  // Another port is another way in (a container's, a proxy's), and ours may not be reachable.
  if (!host.endsWith(`:${own.port}`)) return null;
  return own.origin + url.pathname + url.search;
}
