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
 * Whether a request came straight from this machine: every host name it was sent to and every address it was
 * forwarded from must be loopback, so that a tunnel or a proxy to localhost does not count.
 */
export function isLoopbackRequest(headers: Headers): boolean {
  const hosts = [headers.get("host"), headers.get("x-forwarded-host")].filter((host) => host !== null);
  const addresses = listed(headers.get("x-forwarded-for"));
  return (
    hosts.length > 0 &&
    hosts.every(isLoopbackHost) &&
    addresses.every(isLoopbackAddress) &&
    !headers.has("forwarded")
  );
}

function listed(value: string | null): string[] {
  return value ? value.split(",").map((part) => part.trim()) : [];
}
