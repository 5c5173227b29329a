import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { type ClientOptions, WorkosClient } from "./workos-client.ts";
import type { WorkosError } from "./workos-error.ts";

const token = "sk_live_neverToBeSeen_a1b2";
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that answers each request, in order, by the next of the answers; the last one for ever. */
async function serve(...answers: ((response: ServerResponse, request: IncomingMessage) => void)[]) {
  const requests: { url: string; at: number; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({
      url: request.url ?? "",
      at: performance.now(),
      authorization: request.headers.authorization,
    });
    answer?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (options: Partial<ClientOptions> = {}) =>
    new WorkosClient({ token, baseUrl, firstRetryMs: 5, ...options });
  return { requests, client, baseUrl };
}

const ok = (response: ServerResponse) => response.end('{"data":[]}');
const status =
  (code: number, body = "", headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end(body);

async function failureOf(promise: Promise<unknown>): Promise<WorkosError> {
  return promise.then(
    () => expect.unreachable("it was answered"),
    (error: WorkosError) => error,
  );
}

describe("a request", () => {
  it("carries the key, joins lists with bare commas, and counts its tries", async () => {
    const { client, requests } = await serve(status(500), ok);
    const answer = await client().get("/list", { statuses: "active,pending", limit: "100" });
    expect(answer).toEqual({ body: { data: [] }, requests: 2 });
    expect(requests.map(({ url }) => url)).toEqual(Array(2).fill("/list?statuses=active,pending&limit=100"));
    expect(requests[0]?.authorization).toBe(`Bearer ${token}`);
  });

  it("is sent again when no answer comes in time, when it is cut short, and when it is no JSON", async () => {
    const { client, requests } = await serve(
      () => undefined,
      (response) =>
        response.writeHead(200, { "content-length": "100" }).write('{"data"', () => response.destroy()),
      status(200, "<html>"),
      ok,
    );
    await client({ timeoutMs: 100 }).get("/list");
    expect(requests).toHaveLength(4);
  });

  it("gives up after its tries, and says what it was about", async () => {
    const { client, requests } = await serve(status(503));
    const failure = await failureOf(client({ retries: 2 }).get("/directories"));
    expect(requests).toHaveLength(3);
    expect(failure).toMatchObject({ trouble: "unavailable", code: "unavailable" });
    expect(failure.message).toBe("WorkOS did not answer /directories properly in 3 tries: it answers 503.");
  });

  it.each([
    [400, "refused"],
    [401, "key_refused"],
    [403, "forbidden"],
    [404, "missing"],
    [422, "refused"],
  ])("that is answered with %i is not sent again", async (code, trouble) => {
    const { client, requests } = await serve(status(code, "{}"));
    expect(await failureOf(client().get("/list"))).toMatchObject({ trouble });
    expect(requests).toHaveLength(1);
  });

  it("does not follow WorkOS to another address with the key", async () => {
    const other = await serve(ok);
    const { client } = await serve(status(302, "", { location: other.baseUrl }));
    expect(await failureOf(client().get("/list"))).toMatchObject({ trouble: "refused" });
    expect(other.requests).toEqual([]);
  });

  it("ends at once when it is aborted, while it waits for an answer and while it waits to try again", async () => {
    const { client } = await serve(() => undefined);
    const silent = client().get("/list", {}, { signal: AbortSignal.timeout(50) });
    await expect(silent).rejects.toMatchObject({ name: "TimeoutError" });
    const busy = await serve(status(429, "", { "retry-after": "60" }));
    const waiting = busy.client().get("/list", {}, { signal: AbortSignal.timeout(50) });
    await expect(waiting).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

describe("429", () => {
  it("makes every request of the key wait as long as WorkOS asks, and tells until when", async () => {
    const { client, requests } = await serve(status(429, "", { "retry-after": "1" }), ok);
    const asking = client();
    const told: number[] = [];
    const onWait = (until: Date) => told.push(until.getTime() - Date.now());
    await Promise.all([
      asking.get("/a", {}, { onWait }),
      new Promise((resolve) => setTimeout(resolve, 100)).then(() => asking.get("/b", {}, { onWait })),
    ]);
    const [first, ...others] = requests;
    expect(others).toHaveLength(2);
    for (const { at } of others) expect(at - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeGreaterThanOrEqual(1_000);
  });

  it("takes a date as well", async () => {
    const inTwoSeconds = new Date(Date.now() + 2_000).toUTCString();
    const { client, requests } = await serve(status(429, "", { "retry-after": inTwoSeconds }), ok);
    await client().get("/a");
    expect((requests[1]?.at ?? 0) - (requests[0]?.at ?? 0)).toBeGreaterThan(900);
  });

  it("waits longer each time when WorkOS does not say how long, and never counts as a failed try", async () => {
    const { client, requests } = await serve(status(429), status(429), ok);
    await client({ retries: 0 }).get("/a");
    const [first, second, third] = requests.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(2_000);
  });
});

describe("the key", () => {
  it("is shown by its last four characters, and by nothing else", async () => {
    const { client } = await serve(status(422, `{"message":"bad ${token}"}`));
    const asking = client();
    expect(asking.key).toEqual({ display: "sk_live_…a1b2", environment: "live" });
    const failure = await failureOf(asking.get("/list"));
    expect(failure.message).toContain("bad sk_live_…a1b2");
    for (const text of [
      inspect(failure),
      inspect(asking, { depth: 9, showHidden: true }),
      JSON.stringify(asking),
    ]) {
      expect(text).not.toContain(token);
    }
  });
});
