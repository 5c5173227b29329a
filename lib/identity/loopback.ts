/** The address at the other end of the connection. Our server sets it, so a caller cannot. */
export const peerAddressHeader = "x-peer-address";

/** Whether a host name (with or without port) can only mean this machine. */
export function isLoopbackHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name.endsWith(".localhost") || isLoopbackAddress(name);
}

/** Whether an IP address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  const name = address.toLowerCase().replace(/^::ffff:/, "");
  return name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Whether a request came straight from this machine: over a loopback connection, to a loopback host name, and
 * forwarded by nobody else's, so that a tunnel or a proxy to localhost does not count.
 */
export function isLoopbackRequest(headers: Headers): boolean {
  const peer = headers.get(peerAddressHeader);
  const hosts = [headers.get("host") ?? "", headers.get("x-forwarded-host") ?? "localhost"];
  const forwardedFor = headers.get("x-forwarded-for")?.split(",") ?? [];
  return (
    peer !== null &&
    [peer, ...forwardedFor].every((address) => isLoopbackAddress(address.trim())) &&
    hosts.every(isLoopbackHost) &&
    !headers.has("forwarded")
  );
}
