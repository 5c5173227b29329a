import type { IncomingMessage } from "node:http";
import { isLoopbackHost, peerAddressHeader } from "./loopback.ts";

/**
 * Our server's first look at a request: notes where it came from, and tells where it should have gone instead.
 *
 * The session's cookie and passkeys belong to APP_URL's host name, so a reader who typed 127.0.0.1 is sent to
 * localhost; `null` when all is well.
 */
export function receiveRequest(request: IncomingMessage, appUrl: string): string | null {
  const { headers, method, url = "/" } = request;
  headers[peerAddressHeader] = request.socket.remoteAddress ?? "";
  const own = new URL(appUrl);
  const host = headers.host ?? "";
  if (method !== "GET" || host === own.host || !isLoopbackHost(host) || !isLoopbackHost(own.host))
    return null;
  // Another port is another way in (a container's, a proxy's), and ours may not be reachable from there.
  if (!host.endsWith(`:${own.port}`) || !url.startsWith("/")) return null;
  return own.origin + url;
}
