import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type ListOf = (search: URLSearchParams) => object[];

export type StrictFront = {
  url: string;
  /** Every path that was asked for, with its query, in order. */
  requests: string[];
  close(): Promise<void>;
};

/**
 * Stands before the emulator and refuses what the real API refuses: memberships without a filter
 * (400), a limit above 100 (422), and statuses that are not one comma-joined value. On top of that
 * it has bad moments: every seventh answer is a 429 (with a delay in seconds, with a date, with
 * neither, in turn), a 500 or a dropped connection, each at most once per address.
 *
 * @param lists answers of its own, by path: for lists that the emulator cannot be seeded with
 * @param statuses answers with nothing but a status, by path: 403, 404
 */
export async function startStrictFront(
  emulatorUrl: string,
  lists: Record<string, ListOf> = {},
  statuses: Record<string, number> = {},
): Promise<StrictFront> {
  const requests: string[] = [];
  const troubled = new Set<string>();
  let answers = 0;
  const troubles = ["seconds", "date", "bare", "500", "cut"] as const;

  function makeTrouble(request: IncomingMessage, response: ServerResponse): boolean {
    const address = request.url ?? "";
    if (++answers % 7 !== 0 || troubled.has(address)) return false;
    troubled.add(address);
    const trouble = troubles[troubled.size % troubles.length];
    if (trouble === "cut") request.socket.destroy();
    else if (trouble === "500") response.writeHead(500).end("oops");
    else {
      if (trouble === "seconds") response.setHeader("retry-after", "1");
      if (trouble === "date") response.setHeader("retry-after", new Date(Date.now() + 1000).toUTCString());
      response.writeHead(429).end();
    }
    return true;
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const address = request.url ?? "";
    requests.push(address);
    if (makeTrouble(request, response)) return;
    const url = new URL(address, emulatorUrl);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const fixed = statuses[url.pathname];
    if (fixed) return send(fixed, { message: "no" });
    if (Number(url.searchParams.get("limit") ?? 10) > 100) return send(422, { message: "limit" });
    const list = lists[url.pathname];
    if (list) return send(200, pageOf(list(url.searchParams), url.searchParams));
    if (url.pathname === "/user_management/organization_memberships") {
      if (!url.searchParams.has("organization_id")) return send(400, { message: "filter required" });
      const named = url.searchParams.get("statuses")?.split(",") ?? ["active"];
      for (const status of named) url.searchParams.append("statuses[]", status);
    }
    const upstream = await fetch(url, { headers: { authorization: request.headers.authorization ?? "" } });
    response.writeHead(upstream.status, { "content-type": "application/json" }).end(await upstream.text());
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(599).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A page of records that each have an `id`; an unknown cursor starts again, as some servers do. */
function pageOf(records: object[], search: URLSearchParams) {
  const limit = Number(search.get("limit") ?? 10);
  const after = search.get("after");
  const start = records.findIndex((record) => "id" in record && record.id === after) + 1;
  const data = records.slice(start, start + limit);
  const last = data.at(-1);
  const next = last && start + limit < records.length && "id" in last ? last.id : null;
  return { object: "list", data, list_metadata: { before: null, after: next } };
}
