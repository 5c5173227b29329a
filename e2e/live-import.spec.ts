import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { startWorkosEnvironment, type WorkosEnvironment } from "../lib/testing/workos-environment.ts";
import { directoryCounts, emptyDirectory, query, serverDatabase } from "./fixtures/directory.ts";
import { directoryIn, expectedDirectory } from "./fixtures/expected-directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { importId, readColumn, reload, summaryTable } from "./fixtures/wizard.ts";
import { type ServedWorkos, serveWorkos } from "./fixtures/workos.ts";

const serverLog = path.resolve(import.meta.dirname, "../test-results/server.log");
const invitations = "/user_management/invitations";

let production: WorkosEnvironment;
let staging: WorkosEnvironment;
let workos: ServedWorkos;

test.beforeAll(async () => {
  const domain = "people.example";
  production = await startWorkosEnvironment({ name: "production", domain, people: 330, organizations: 7 });
  const strangers = production.made.users.slice(0, 10).map(({ id }) => id);
  staging = await startWorkosEnvironment(
    { name: "staging", domain, people: 120, organizations: 4, directoryUsers: 20 },
    { statuses: { [invitations]: 403 } },
    strangers,
  );
  workos = await serveWorkos([production, staging]);
});

test.afterAll(async () => {
  await workos.close();
  await production.close();
  await staging.close();
});

/** Everything that the browser hears from the server and every address it asks for, to look for secrets in. */
async function listen(page: Page): Promise<() => Promise<string>> {
  const heard: (string | Promise<string>)[] = [];
  page.on("request", (request) => heard.push(request.url()));
  page.on("response", (response) => {
    heard.push(JSON.stringify(response.headers()));
    // A stream has no end; what comes in it is heard below. Of a page that was left nothing can be read any more.
    if (response.headers()["content-type"] !== "text/event-stream") {
      heard.push(response.text().catch(() => ""));
    }
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  session.on("Network.eventSourceMessageReceived", ({ data }) => heard.push(data));
  return async () => (await Promise.all(heard)).join("\n");
}

async function checkKey(page: Page, key: string) {
  await page.getByLabel(/WorkOS API key$/).fill(key);
  await page.getByRole("button", { name: "Check key" }).click();
}

/** The numbers of the merge counter, which reads "53 rows that share an address become 23 people". */
async function mergeCounter(page: Page): Promise<number[]> {
  const text = await page
    .getByRole("figure")
    .getByText(/share an address become/)
    .textContent();
  return [...(text ?? "").matchAll(/[\d,]+/g)].map(([number]) => Number(number.replaceAll(",", "")));
}

test("two keys are probed and pulled, with a pause and a reload on the way, planned and applied", async ({
  signedInPage: page,
  context,
}) => {
  test.setTimeout(300_000);
  await emptyDirectory();
  const heard = await listen(page);

  await test.step("step 1 says what speaks for a token, and leads to its field", async () => {
    await page.goto("/migrate/workos");
    await expect(page.getByRole("list", { name: "Token or file" })).toContainText("Stays on your machine.");
    await page.getByLabel("Name of the source").fill("Live");
    await page.getByRole("button", { name: "Continue to connect" }).click();
    await expect(page.getByRole("heading", { name: "Connect WorkOS" })).toBeVisible();
  });

  await test.step("what is no key, or WorkOS refuses, is told beside the field", async () => {
    const field = page.getByLabel("WorkOS API key");
    await expect(field).toHaveAttribute("type", "password");
    await checkKey(page, "client_01H");
    await expect(page.getByText("Not a WorkOS API key")).toBeVisible();
    await checkKey(page, "sk_test_somebody_elses");
    await expect(page.getByRole("alert").filter({ hasText: "refuses" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Start the pull" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  await test.step("a good key shows what it reads, and what a missing permission costs", async () => {
    await checkKey(page, production.key);
    const readable = page.getByRole("table", { name: /What sk_test_.* can read/ });
    await expect(readable.first().getByRole("row", { name: /^Users/ })).toContainText("100+");
    await checkKey(page, staging.key);
    const forbidden = readable.nth(1).getByRole("row", { name: /^Invitations/ });
    await expect(forbidden).toContainText("Forbidden");
    await expect(forbidden).toContainText("nobody can re-send them");
    await expect(page.getByText(/^Forecast: at least \d+ calls/)).toBeVisible();
    const field = page.getByLabel("Another WorkOS API key");
    await expect(field).toHaveValue("");
  });

  const letUsersGo = workos.hold(/^\/user_management\/users\?.*after=/);
  await test.step("the pull starts, and the counter stands at the first pages", async () => {
    await page.getByRole("button", { name: "Start the pull" }).click();
    await expect(page.getByRole("heading", { name: "Pulling from WorkOS" })).toBeVisible();
    await expect(page.getByText("200 users so far")).toBeVisible();
    await expect(page.locator('[data-lane="organizations"][data-lane-state="done"]')).toHaveCount(2);
    const lane = page.locator('[data-lane="invitations"][data-lane-state="forbidden"]');
    await expect(lane).toContainText("nothing of this kind is removed");
    expect(page.url()).not.toContain("from=");
  });

  const other = await context.newPage();
  await test.step("paused in one tab, it is paused in the other and after a reload", async () => {
    await other.goto(page.url());
    await expect(other.getByText("200 users so far")).toBeVisible();
    await page.getByRole("button", { name: "Pause" }).click();
    for (const tab of [page, other]) {
      await expect(tab.getByRole("heading", { name: "The pull is paused" })).toBeVisible();
    }
    await reload(page);
    await expect(page.getByRole("heading", { name: "The pull is paused" })).toBeVisible();
    await expect(page.getByText("200 users so far")).toBeVisible();
  });

  await test.step("resumed in the other, it goes on where it was, to the plan", async () => {
    const before = await mergeCounter(page);
    letUsersGo();
    await other.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByRole("heading", { name: "Review the plan" })).toBeVisible({ timeout: 60_000 });
    for (const { front } of [production, staging]) {
      const firstPage = [...front.answered].filter(
        ([address]) => address.startsWith("/user_management/users?") && !address.includes("after="),
      );
      // Once for the probe, once for the pull; two probes of the second key's options were not made.
      expect(firstPage.map(([, times]) => times)).toEqual([2]);
    }
    expect(before[0]).toBeGreaterThan(0);
  });
  await other.close();

  const expected = expectedDirectory({
    users: both("users"),
    organizations: both("organizations").map(({ id }) => id),
    memberships: both("memberships"),
    connections: both("connections"),
  });

  await test.step("the review says where the snapshot came from, and what it lacks", async () => {
    const totals = `${both("users").length} users at the source, ${expected.people.length} people in the directory`;
    await expect(page.getByText(totals)).toBeVisible();
    await page.getByRole("link", { name: /Reading report/ }).click();
    await expect(page.getByRole("heading", { name: "Pulled from WorkOS" })).toBeVisible();
    await expect(page.getByText(/Invitations of sk_test_/)).toBeVisible();
  });

  await test.step("applied, Postgres holds what WorkOS held", async () => {
    await page.getByRole("link", { name: "Continue to confirm" }).click();
    await page.getByRole("button", { name: /^Import now: create/ }).click();
    await page.getByRole("link", { name: "See the summary" }).click();
    await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
    expect(await directoryIn(serverDatabase())).toEqual(expected);
    const counts = await directoryCounts();
    expect(await readColumn(page, summaryTable, "In the directory")).toEqual(counts);
    expect(counts).toMatchObject({
      Directories: both("directories").length,
      "Directory users": both("directoryUsers").length,
      "Directory groups": both("directoryGroups").length,
      Invitations: production.made.invitations.length,
    });
  });

  await test.step("the list tells a live import by its keys", async () => {
    const id = importId(page);
    await page.goto("/migrate");
    const shown = await query<{ display: string }>(
      "SELECT display FROM workos_keys WHERE import_id = $1 ORDER BY position",
      [id],
    );
    expect(shown.map(({ display }) => display)).toHaveLength(2);
    await expect(page.getByRole("row").filter({ hasText: "Live" })).toContainText(
      `Live, ${shown.map(({ display }) => display).join(", ")}`,
    );
  });

  await test.step("no page, answer, address or log line holds a key", async () => {
    const text = `${await heard()}\n${await page.content()}\n${readFileSync(serverLog, "utf8")}`;
    expect(text).toContain("sk_test_…");
    for (const { key } of [production, staging]) expect(text.includes(key)).toBe(false);
  });
});

type Made = WorkosEnvironment["made"];

/** What both environments hold of a kind. */
function both<Kind extends keyof Made>(kind: Kind): Made[Kind][number][] {
  return [...production.made[kind], ...staging.made[kind]];
}
