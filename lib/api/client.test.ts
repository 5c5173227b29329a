import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ApiError, callApi, searchOf } from "./client.ts";

/** What the server answers next. */
let next: { status: number; body: string };
let asked: { method: string | undefined; url: string | undefined; body: string };
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  asked = { method: request.method, url: request.url, body };
  response.writeHead(next.status).end(next.body);
});
const realFetch = globalThis.fetch;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A browser resolves paths against the page; Node needs to be told the page.
  globalThis.fetch = (input, init) => realFetch(new URL(String(input), origin), init);
});
afterAll(() => {
  globalThis.fetch = realFetch;
  server.close();
});

const thing = z.object({ name: z.string() });
const failureOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
};

describe("callApi", () => {
  it("parses an answer and drops what the contract does not name", async () => {
    next = { status: 200, body: '{"name":"Acme","secret":1}' };
    await expect(callApi(thing, "/things")).resolves.toEqual({ name: "Acme" });
    expect(asked).toMatchObject({ method: "GET", url: "/api/things" });
  });

  it("sends JSON with its method", async () => {
    next = { status: 200, body: '{"name":"Acme"}' };
    await callApi(thing, "/things", { method: "PUT", json: { a: 1 } });
    expect(asked).toMatchObject({ method: "PUT", body: '{"a":1}' });
  });

  it("tells the server's own words about a refusal", async () => {
    next = {
      status: 409,
      body: '{"error":{"code":"conflict","message":"The plan has changed.","whatToDo":"Look at it again."}}',
    };
    const error = await failureOf(callApi(thing, "/things"));
    expect(error).toMatchObject({
      code: "conflict",
      message: "The plan has changed.",
      whatToDo: "Look at it again.",
    });
    expect(error.isTransient).toBe(false);
  });

  it("calls a bare 502 transient, whatever its body", async () => {
    next = { status: 502, body: "<html>Bad gateway</html>" };
    const error = await failureOf(callApi(thing, "/things"));
    expect(error.isTransient).toBe(true);
    expect(error.message).toContain("502");
  });

  it("refuses an answer of another shape instead of passing it on", async () => {
    next = { status: 200, body: '{"title":"Acme"}' };
    await expect(failureOf(callApi(thing, "/things"))).resolves.toMatchObject({ code: "unreadable" });
  });

  it("throws an abort as an abort, not as being offline", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(callApi(thing, "/things", { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

describe("searchOf", () => {
  it("leaves out what is empty and escapes the rest", () => {
    expect(searchOf({ q: "a&b", cursor: null, kind: "" })).toBe("?q=a%26b");
    expect(searchOf({})).toBe("");
  });
});
