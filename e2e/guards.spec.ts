import type { APIRequestContext } from "@playwright/test";
import { appUrl, expect, test } from "./fixtures/operators.ts";
import { everyRoute, type Route } from "./fixtures/routes.ts";

/** What strangers may reach, and nothing else: a new page or handler is refused to them, or this test is red. */
const publicFiles = [
  "(sign-in)/outbox/page.tsx",
  "(sign-in)/setup/page.tsx",
  "(sign-in)/sign-in/confirm/page.tsx",
  "(sign-in)/sign-in/page.tsx",
  "api/auth/[...path]/route.ts",
  "api/auth/confirm/route.ts",
  "api/auth/sign-out/route.ts",
  "api/healthz/route.ts",
  "api/setup/route.ts",
  // Only sends to /migrate, which is guarded.
  "page.tsx",
];

const routes = everyRoute();
const guarded = routes.filter(({ file }) => !publicFiles.includes(file));
const pages = guarded.filter(({ kind }) => kind === "page");
const handlers = guarded.filter(({ kind }) => kind === "handler");

async function ask(request: APIRequestContext, route: Route, method: string) {
  return request.fetch(route.url, { method, headers: { origin: appUrl }, maxRedirects: 0 });
}

test("every page and handler is known to this test", () => {
  expect(pages.length).toBeGreaterThan(5);
  expect(handlers.length).toBeGreaterThan(3);
  for (const handler of handlers) expect(handler.methods, handler.file).not.toEqual([]);
});

test("strangers are sent from every page to the sign-in page, with the way back", async ({ request }) => {
  for (const page of pages) {
    const response = await ask(request, page, "GET");
    expect.soft(response.status(), page.url).toBe(307);
    expect.soft(response.headers().location, page.url).toBe(`/sign-in?next=${encodeURIComponent(page.url)}`);
  }
});

test("strangers are refused by every handler", async ({ request }) => {
  for (const handler of handlers) {
    for (const method of handler.methods) {
      const response = await ask(request, handler, method);
      expect.soft(response.status(), `${method} ${handler.url}`).toBe(401);
      expect.soft(await response.json(), handler.url).toMatchObject({ error: { code: "unauthorized" } });
    }
  }
});

test("members are refused by every page and every handler", async ({ context, operators }) => {
  await operators.signIn(await operators.create({ role: "member" }));
  for (const route of guarded) {
    for (const method of route.methods) {
      const response = await ask(context.request, route, method);
      expect.soft(response.status(), `${method} ${route.url}`).toBe(403);
    }
  }
});

test("administrators are refused nothing, so the refusals above are about who asks", async ({
  context,
  operators,
}) => {
  await operators.signIn(await operators.create());
  for (const route of guarded) {
    // Streams never end, and only reading is harmless.
    if (!route.methods.includes("GET") || route.url.endsWith("/events")) continue;
    const response = await ask(context.request, route, "GET");
    expect.soft([401, 403], route.url).not.toContain(response.status());
    expect.soft(response.headers().location ?? "", route.url).not.toContain("/sign-in");
  }
});

test("a signed-in browser refuses to be used by another site", async ({ context, operators }) => {
  await operators.signIn(await operators.create());
  for (const handler of handlers) {
    for (const method of handler.methods.filter((name) => name !== "GET")) {
      for (const origin of ["https://evil.example", "null", undefined]) {
        const response = await context.request.fetch(handler.url, {
          method,
          headers: origin ? { origin } : {},
        });
        expect.soft(response.status(), `${method} ${handler.url} from ${origin}`).toBe(403);
      }
    }
  }
});

test("a session that ended or lost its role counts from the next request on", async ({
  context,
  operators,
}) => {
  const operator = await operators.create();
  await operators.signIn(operator);
  expect((await context.request.get("/settings/team", { maxRedirects: 0 })).status()).toBe(200);
  await context.request.post("/api/auth/sign-out", { headers: { origin: appUrl } });
  expect((await context.request.get("/settings/team", { maxRedirects: 0 })).status()).toBe(307);
});
