import type { ProbeResult, PullOptions, PullResource } from "../../api/pull.ts";
import type { RateLimitOptions } from "./rate-limit.ts";
import { pulledResources, resources } from "./resources.ts";
import type { WorkosLimits } from "./workos-client.ts";

const pageLength = 100;

/** How many records there are of a resource, as far as one page tells. */
export type RecordCount = { records: number; isAtLeast: boolean };

type Forecast = ProbeResult["forecast"];

/**
 * How many requests a pull takes and how long, from counts of the first pages: exact where those were all, else a
 * lower bound.
 *
 * @param counts of readable resources; what is absent is not pulled
 * @param answerMs how long WorkOS takes to answer a page
 */
export function forecastPull(
  counts: ReadonlyMap<PullResource, RecordCount>,
  options: PullOptions,
  limits: WorkosLimits,
  answerMs: number,
): Forecast {
  const recordsOf = (resource: PullResource) => counts.get(resource)?.records ?? 0;
  const pagesOf = (resource: PullResource) => {
    const count = counts.get(resource);
    if (!count) return 0;
    // More than the first page: at least one page more.
    return Math.max(1, Math.ceil((count.records + (count.isAtLeast ? 1 : 0)) / pageLength));
  };
  let requests = 0;
  let userRequests = 0;
  for (const resource of pulledResources(options)) {
    if (!counts.has(resource)) continue;
    const { parents, address } = resources[resource];
    const listings = parents.reduce((sum, parent) => sum + recordsOf(parent), 0);
    const isRoot = parents.length === 0 || resource === "roles";
    const needed = (isRoot ? pagesOf(resource) : 0) + listings;
    requests += needed;
    if (address("id").path.startsWith("/user_management/")) userRequests += needed;
  }
  const isAtLeast = [...counts.values()].some((count) => count.isAtLeast);
  const limited = Math.max(
    secondsOf(requests, limits.perKey),
    secondsOf(userRequests, limits.userManagement),
  );
  const oneByOne = (pagesOf("users") * answerMs) / 1_000;
  const extraRequests = options.extras.length * recordsOf("users");
  return {
    requests,
    seconds: Math.ceil(Math.max(limited, oneByOne)),
    isAtLeast,
    bottleneck:
      oneByOne > limited
        ? `Pages of users come one after the other, and WorkOS takes ${Math.round(answerMs)} ms for each.`
        : extraRequests > requests / 2
          ? `MFA factors and identities take one request for each user, and WorkOS answers ${inWords(limits.userManagement)}.`
          : `WorkOS answers the requests of a key, ${inWords(limits.perKey)}.`,
  };
}

const secondsOf = (count: number, { requests, windowMs }: RateLimitOptions) =>
  (count / requests) * (windowMs / 1_000);

const inWords = ({ requests, windowMs }: RateLimitOptions) =>
  `${requests.toLocaleString("en")} in ${windowMs / 1_000} s`;
