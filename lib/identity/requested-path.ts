/** Set by proxy.ts on every page request: a page does not know its own address otherwise. */
export const requestedPathHeader = "x-requested-path";

/** Where people land who wanted nothing in particular. */
export const homePath = "/migrate";

/**
 * A path of this dashboard to go to after signing in; anything else (another site, `//host`, `/\host`,
 * the sign-in page itself, a route that answers no page) becomes the home page, so that a link to
 * `/sign-in?next=…` can never lead away.
 */
export function safeNextPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/")) return homePath;
  const base = "http://here.invalid";
  let url: URL;
  try {
    url = new URL(wanted, base);
  } catch {
    return homePath;
  }
  if (url.origin !== base) return homePath;
  // `/..//host` resolves to the path `//host`, which a browser would take for another site.
  if (url.pathname.startsWith("//")) return homePath;
  if (/^\/(sign-in|setup|api)(\/|$)/.test(url.pathname)) return homePath;
  return url.pathname + url.search;
}
