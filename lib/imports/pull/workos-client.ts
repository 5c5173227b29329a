import { readEnv } from "../../env.ts";
import { WorkosClient } from "../../sources/workos/workos-client.ts";

/** A client for the API of WorkOS, or for what stands in for it (`WORKOS_API_URL`). */
export function workosClient(token: string, options: { retries?: number } = {}): WorkosClient {
  const { WORKOS_API_URL } = readEnv();
  return new WorkosClient({ token, ...options, ...(WORKOS_API_URL && { baseUrl: WORKOS_API_URL }) });
}
