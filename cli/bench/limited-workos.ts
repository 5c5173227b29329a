import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DocumentedLimits } from "../../lib/testing/documented-limits.ts";
import { directoryUserRecord, userRecord } from "./generate-bundle.ts";

/** What the server is made with. */
export type LimitedSize = { users: number; directoryUsers: number };

/** What it saw. */
export type Seen = {
  /** Of the listing that is measured: when each request that was let through arrived, in milliseconds. */
  arrivals: number[];
  /** Requests that the documented limits refused. */
  refusals: number;
};

const pageLength = 100;
const directoryId = "directory_01BENCH";

/**
 * Serves generated users, and one directory, as the API of WorkOS would, within its documented limits. A program of
 * its own, so that it does not take the puller's processor time: says its address to its parent, and what it saw when
 * it is asked.
 */
export async function serveLimitedWorkos({ users, directoryUsers }: LimitedSize): Promise<void> {
  const limits = new DocumentedLimits();
  const seen: Seen = { arrivals: [], refusals: 0 };
  const measured = users > 0 ? "/user_management/users" : "/directory_users";
  const lists: Record<string, { count: number; record: (index: number) => object }> = {
    "/user_management/users": { count: users, record: userRecord },
    "/directories": {
      count: directoryUsers > 0 ? 1 : 0,
      record: () => ({ object: "directory", id: directoryId, organization_id: null, type: "okta scim v2.0" }),
    },
    "/directory_users": {
      count: directoryUsers,
      record: (index) => directoryUserRecord(index, directoryId),
    },
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const waitMs = limits.admit(request.headers.authorization ?? "", pathname, searchParams);
    if (waitMs !== null) {
      seen.refusals++;
      response.writeHead(429, { "retry-after": String(Math.ceil(waitMs / 1_000)) }).end();
      return;
    }
    if (pathname === measured) seen.arrivals.push(performance.now());
    const { count, record } = lists[pathname] ?? { count: 0, record: () => ({}) };
    const start = Number(searchParams.get("after") ?? 0);
    const end = Math.min(start + pageLength, count);
    const data = Array.from({ length: Math.max(0, end - start) }, (_, index) => record(start + index));
    const after = end < count ? String(end) : null;
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ object: "list", data, list_metadata: { before: null, after } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.on("message", () => process.send?.({ seen }));
  process.on("disconnect", () => process.exit(0));
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
