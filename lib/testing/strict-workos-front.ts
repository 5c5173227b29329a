import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { DocumentedLimits } from "./documented-limits.ts";

type ListOf = (search: URLSearchParams) => object[];
type ListBody = { object: "list"; data: object[]; list_metadata: { before: null; after: string | null } };

/** A bad moment: a 429 in one of its three forms, or one that asks for ten minutes; a server error, a connection cut before or within the answer, an answer that comes late. */
export type Trouble =
  | "429 seconds"
  | "429 long"
  | "429 date"
  | "429 bare"
  | "500"
  | "cut"
  | "cut within"
  | "slow";

export type FrontOptions = {
  /** Lists of its own, by path: for what the emulator cannot be seeded with. Each record is at `<path>/<id>`, too. */
  lists?: Readonly<Record<string, ListOf>>;
  /** Events beside those of the emulator. May grow while the front runs. */
  events?: readonly { id: string }[];
  /** Answers that are always the same, by path. */
  answers?: Readonly<Record<string, unknown>>;
  /** Answers made each time, by path. */
  bodies?: Readonly<Record<string, () => unknown>>;
  /** Answers with nothing but a status, by path: 403, 404. May be changed while the front runs. */
  statuses?: Record<string, number>;
  /** Bad moments, in turn: every `troubleEvery`th answer, each at most once per address. */
  troubles?: readonly Trouble[];
  troubleEvery?: number;
  /** How late a slow answer is. */
  slowMs?: number;
  /** Paths whose every page names the same cursor. */
  repeatedCursors?: readonly string[];
  /** Refuses what the documented limits refuse. */
  isLimited?: boolean;
  /** Keys of the emulator, which answers each 1,000 times a minute: used in turn. The client's must be one of them. */
  emulatorKeys?: readonly string[];
};

export type StrictFront = {
  url: string;
  /** Every path that was asked for, with its query, in order. */
  requests: string[];
  /** Answers that came whole and with 200, by address. */
  answered: Map<string, number>;
  /** How often the limits said no. */
  refusals(): number;
  /** What the front does with a request: for a server that hands requests to several fronts. */
  handle: RequestListener;
  close(): Promise<void>;
};

/** What the snippets must bear. */
export const usualTroubles: readonly Trouble[] = ["429 date", "429 bare", "500", "cut", "429 seconds"];

/**
 * Stands before the emulator and refuses what the real API refuses: memberships without a filter (400), a limit
 * above 100 (422), statuses that are not one comma-joined value, everything beyond the documented limits. Memberships
 * are the active ones unless `statuses` names others. On top of that it has bad moments.
 */
export async function startStrictFront(
  emulatorUrl: string,
  options: FrontOptions = {},
): Promise<StrictFront> {
  const { lists = {}, statuses = {}, troubles = usualTroubles, troubleEvery = 7, slowMs = 1_000 } = options;
  const requests: string[] = [];
  const answered = new Map<string, number>();
  const troubled = new Set<string>();
  const limits = options.isLimited ? new DocumentedLimits() : null;
  let refusals = 0;
  let asked = 0;
  let forwarded = 0;

  function nextTrouble(address: string): Trouble | null {
    if (troubles.length === 0 || ++asked % troubleEvery !== 0 || troubled.has(address)) return null;
    troubled.add(address);
    return troubles[(troubled.size - 1) % troubles.length] ?? null;
  }

  async function bodyOf(url: URL, key: string): Promise<{ status: number; body: unknown }> {
    const fixed = statuses[url.pathname];
    if (fixed) return { status: fixed, body: { message: "no" } };
    if (Number(url.searchParams.get("limit") ?? 10) > 100) return { status: 422, body: { message: "limit" } };
    const answer = options.bodies?.[url.pathname]?.() ?? options.answers?.[url.pathname];
    if (answer !== undefined) return { status: 200, body: answer };
    const list = lists[url.pathname];
    if (list) return { status: 200, body: pageOf(list(url.searchParams), url.searchParams) };
    const ownerOfRecord = lists[path.posix.dirname(url.pathname)];
    if (ownerOfRecord) {
      const records: { id?: unknown }[] = ownerOfRecord(url.searchParams);
      const record = records.find(({ id }) => id === path.posix.basename(url.pathname));
      return record ? { status: 200, body: record } : { status: 404, body: { message: "not found" } };
    }
    if (url.pathname === "/user_management/organization_memberships") {
      if (!url.searchParams.has("organization_id") && !url.searchParams.has("user_id")) {
        return { status: 400, body: { message: "filter required" } };
      }
      const named = url.searchParams.get("statuses")?.split(",") ?? ["active"];
      for (const status of named) url.searchParams.append("statuses[]", status);
    }
    for (const name of url.searchParams.get("events")?.split(",") ?? [])
      url.searchParams.append("events[]", name);
    if (url.pathname === "/events" && options.events?.length)
      return { status: 200, body: await allEvents(url, key) };
    return forward(url, key);
  }

  async function forward(url: URL, key: string): Promise<{ status: number; body: unknown }> {
    const upstream = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    return { status: upstream.status, body: await upstream.json() };
  }

  /** A page of the emulator's events and our own, in the order of their ids. */
  async function allEvents(url: URL, key: string): Promise<ListBody> {
    const events: { id: string }[] = [...(options.events ?? [])];
    const from = new URL(url);
    from.searchParams.delete("after");
    for (;;) {
      const { data, list_metadata } = (await forward(from, key)).body as ListBody;
      events.push(...(data as { id: string }[]));
      if (list_metadata.after === null) break;
      from.searchParams.set("after", list_metadata.after);
    }
    events.sort((a, b) => (a.id < b.id ? -1 : 1));
    return pageOf(events, url.searchParams);
  }

  /** The key that the emulator is asked with; null if the client's is none of those. */
  function emulatorKey(request: IncomingMessage): string | null {
    const key = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const keys = options.emulatorKeys;
    if (!keys) return key;
    return keys.includes(key) ? (keys[forwarded++ % keys.length] ?? key) : null;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = request.url ?? "";
    requests.push(address);
    const url = new URL(address, emulatorUrl);
    const trouble = nextTrouble(address);
    if (trouble === "cut") return void request.socket.destroy();
    if (trouble === "500") return void response.writeHead(500).end("oops");
    if (trouble?.startsWith("429")) {
      if (trouble === "429 long") response.setHeader("retry-after", "600");
      if (trouble === "429 seconds") response.setHeader("retry-after", "1");
      if (trouble === "429 date")
        response.setHeader("retry-after", new Date(Date.now() + 1000).toUTCString());
      return void response.writeHead(429).end();
    }
    const key = emulatorKey(request);
    if (key === null) return void response.writeHead(401).end("{}");
    const waitMs = limits?.admit(request.headers.authorization ?? "", url.pathname, url.searchParams) ?? null;
    if (waitMs !== null) {
      refusals++;
      response.setHeader("retry-after", String(Math.ceil(waitMs / 1_000)));
      return void response.writeHead(429).end('"Ratelimited"');
    }
    const { status, body } = await bodyOf(url, key);
    if (options.repeatedCursors?.includes(url.pathname) && isList(body)) {
      body.list_metadata.after = "the_same_again";
    }
    const text = JSON.stringify(body);
    if (trouble === "slow") await new Promise((resolve) => setTimeout(resolve, slowMs));
    response.writeHead(status, { "content-type": "application/json" });
    if (trouble === "cut within") {
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    response.end(text);
    if (status === 200) answered.set(address, (answered.get(address) ?? 0) + 1);
  }

  const handle: RequestListener = (request, response) => {
    answer(request, response).catch((error) => response.writeHead(599).end(String(error)));
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answered,
    refusals: () => refusals,
    handle,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function isList(body: unknown): body is ListBody {
  return typeof body === "object" && body !== null && "list_metadata" in body;
}

/** A page of records that each have an `id`; an unknown cursor starts again, as some servers do. */
export function pageOf(records: object[], search: URLSearchParams): ListBody {
  const limit = Number(search.get("limit") ?? 10);
  const after = search.get("after");
  const start = records.findIndex((record) => "id" in record && record.id === after) + 1;
  const data = records.slice(start, start + limit);
  const last = data.at(-1);
  const next = last && start + limit < records.length && "id" in last ? String(last.id) : null;
  return { object: "list", data, list_metadata: { before: null, after: next } };
}
