import { AppError } from "../errors.ts";
import { identityConfig } from "./identity-config.ts";

/**
 * Refuses a change that another site's page made a signed-in browser send: the browser names that page's
 * origin, and we take only our own. Reading needs no such check, the answer never reaches the other site.
 */
export function refuseForeignOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const ownOrigin = new URL(identityConfig().appUrl).origin;
  if (request.headers.get("origin") === ownOrigin) return;
  throw new AppError(
    "forbidden",
    "This request did not come from the dashboard's own address.",
    `Open the dashboard at ${ownOrigin}; if that is not its address, set APP_URL.`,
  );
}
