import { toASCII } from "tr46";

const cacheLimit = 20_000;
const normalizedDomains = new Map<string, string | null>();

/** Lower-case letters, digits, inner hyphens; at least two labels; a top level that is no number. */
const plainDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function normalizeUncached(domain: string): string | null {
  const trimmed = domain.trim().toLowerCase();
  // `acme.com.` names the same host as `acme.com`.
  const bare = trimmed.endsWith(".") ? trimmed.slice(0, -1) : trimmed;
  // No escaped Unicode inside: nothing IDNA could change or refuse.
  if (bare.length <= 253 && plainDomain.test(bare) && !bare.includes("xn--")) return bare;
  const ascii = toASCII(bare, {
    checkBidi: true,
    checkJoiners: true,
    useSTD3ASCIIRules: true,
    verifyDNSLength: true,
    // Hyphens in third and fourth place are in use (`r3---sn.example.com`).
    checkHyphens: false,
    transitionalProcessing: false,
  });
  if (ascii === "localhost") return ascii;
  return ascii !== null && plainDomain.test(ascii) ? ascii : null;
}

/**
 * A domain name in lower-case IDNA ASCII form without a trailing dot (`Bücher.Example.` → `xn--bcher-kva.example`),
 * or null if it is none. A single label is none, `localhost` excepted; neither is an IP address or a URL.
 * Idempotent. Look-alike domains stay different: nothing is folded but case and Unicode form.
 */
export function normalizeDomain(domain: string): string | null {
  // A name longer than this in any script can't become a valid one, and must not fill the cache.
  if (domain.length > 1024) return null;
  const known = normalizedDomains.get(domain);
  if (known !== undefined) return known;
  const normalized = normalizeUncached(domain);
  // People share few domains, but a hostile bundle has a new one in every record.
  if (normalizedDomains.size >= cacheLimit) normalizedDomains.clear();
  normalizedDomains.set(domain, normalized);
  return normalized;
}
