import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import { AppError } from "../errors.ts";
import { adminRoute } from "./admin-route.ts";
import { operatorAuth } from "./operator-auth.ts";

const origin = "http://localhost:4100";

describe("adminRoute", () => {
  const cookies = new Map<string, string>();
  const handler = vi.fn();
  const route = adminRoute<{ id: string }>(handler);

  async function ask(who: string, init: RequestInit & { query?: string } = {}) {
    const { query = "", headers, ...rest } = init;
    const given = new Headers(headers);
    const cookie = cookies.get(who);
    if (cookie) given.set("cookie", cookie);
    return route(new Request(`${origin}/api/things/1${query}`, { ...rest, headers: given }), {
      params: Promise.resolve({ id: "1" }),
    });
  }
  const post = (who: string, body: string, headers: Record<string, string> = { origin }) =>
    ask(who, { method: "POST", body, headers });

  beforeAll(async () => {
    const { url } = await testDatabase();
    Object.assign(process.env, { DATABASE_URL: url, APP_URL: origin, APP_ENCRYPTION_KEY: "ab".repeat(32) });
    for (const role of ["admin", "member"]) {
      const id = randomUUID();
      await prismaClient(url).operator.create({
        data: { id, name: "Ada", email: `${role}@example.com`, role },
      });
      const { headers } = await operatorAuth().api.openOperatorSession({
        body: { operatorId: id },
        headers: new Headers(),
        returnHeaders: true,
      });
      cookies.set(role, headers.get("set-cookie")?.split(";")[0] ?? "");
    }
  });
  afterAll(closeDatabasePools);

  it("runs the handler for an administrator and sends what it returns, uncached", async () => {
    handler.mockResolvedValueOnce({ done: 1 });
    const response = await ask("admin");
    expect(await response.json()).toEqual({ done: 1 });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(handler.mock.lastCall?.[0]).toMatchObject({
      params: { id: "1" },
      actor: { email: "admin@example.com" },
    });
  });

  it.each([
    ["stranger", 401, "unauthorized"],
    ["member", 403, "forbidden"],
  ])("refuses a %s before the handler runs", async (who, status, code) => {
    handler.mockClear();
    const response = await ask(who);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    expect(handler).not.toHaveBeenCalled();
  });

  it("refuses a forged cookie", async () => {
    cookies.set("forger", `${cookies.get("admin")?.slice(0, -6)}AAAAAA`);
    expect((await ask("forger")).status).toBe(401);
  });

  it.each([
    {},
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: "http://localhost:4100.evil.example" },
  ])("refuses a change from another site: %j", async (headers) => {
    handler.mockClear();
    expect((await post("admin", "{}", headers)).status).toBe(403);
    expect(handler).not.toHaveBeenCalled();
  });

  it("names the fields that are wrong", async () => {
    handler.mockImplementation(({ readJson }) => readJson(z.object({ user: z.object({ age: z.number() }) })));
    const response = await post("admin", '{"user":{"age":"old"}}');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: "invalid_input", message: expect.stringMatching(/^user\.age: /) },
    });
    expect((await post("admin", "not json")).status).toBe(400);
    expect((await post("admin", `"${"x".repeat(1024 * 1024)}"`)).status).toBe(413);
  });

  it("tells an AppError, and of a defect neither the words nor, in the log, the cookie or the query", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    handler.mockImplementation(() => {
      throw new AppError("not_found", "There is no such thing.", "Look in the list.");
    });
    const known = await ask("admin");
    expect(known.status).toBe(404);
    expect(await known.json()).toEqual({
      error: { code: "not_found", message: "There is no such thing.", whatToDo: "Look in the list." },
    });
    expect(logged).not.toHaveBeenCalled();

    handler.mockImplementation(() => {
      throw new Error("connect to secret-host failed");
    });
    const defect = await ask("admin", { query: "?token=secret-token" });
    expect(defect.status).toBe(500);
    expect(await defect.text()).not.toContain("secret");
    const log = logged.mock.calls.flat().join(" ");
    expect(log).toContain("GET /api/things/1 failed");
    expect(log).not.toContain("secret-token");
    expect(log).not.toContain(cookies.get("admin"));
  });
});
