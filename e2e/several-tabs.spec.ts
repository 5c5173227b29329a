import { hostname } from "node:os";
import type { Locator, Page } from "@playwright/test";
import { count, directoryCounts, emptyDirectory, holdWrites, query } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { importId, readColumn, startImport, summaryTable, upload } from "./fixtures/wizard.ts";

const userCount = 12_000;
const organizationCount = 300;

/** Large enough for several chunks of people and of memberships. */
function largeBundle() {
  const organizations = Array.from({ length: organizationCount }, (_, index) => ({
    id: `org_${index}`,
    name: `Organization ${index}`,
    domains: [],
  }));
  const users = Array.from({ length: userCount }, (_, index) => ({
    id: `user_${index}`,
    email: `person${index}@example.com`,
    email_verified: true,
  }));
  const memberships = users.map(({ id }, index) => ({
    id: `om_${index}`,
    user_id: id,
    organization_id: organizations[index % organizationCount]?.id,
    role: { slug: "member" },
    status: "active",
  }));
  const bundle = { organizations, users, organization_memberships: memberships };
  return { name: "large.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(bundle)) };
}

/** The process id of the one worker: it read and planned the import, and took its turn. */
async function workerOf(id: string): Promise<number> {
  const [lease] = await query<{ owner: string }>("SELECT owner FROM import_leases WHERE import_id = $1", [
    id,
  ]);
  const [host, pid] = lease?.owner.split(/:(?=\d+$)/) ?? [];
  expect(host).toBe(hostname());
  return Number(pid);
}

/** Waits until a bar is at a value, and returns what lists the values it is given after that, be it for a moment. */
async function watchProgress(bar: Locator, value: number): Promise<() => Promise<string[]>> {
  await expect(bar).toHaveAttribute("aria-valuenow", String(value));
  const watched = await bar.evaluateHandle((element) => {
    const changes: string[] = [];
    const note = () => changes.push(element.getAttribute("aria-valuenow") ?? "");
    new MutationObserver(note).observe(element, { attributeFilter: ["aria-valuenow"] });
    return changes;
  });
  return () => watched.jsonValue();
}

test("tabs, a second import and a killed worker: one import goes on, whole", async ({
  signedInPage: page,
  context,
}) => {
  test.setTimeout(240_000);
  await emptyDirectory();
  await startImport(page, "Large");
  await upload(page, [largeBundle()]);
  await page.getByRole("button", { name: "Read and plan" }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  const large = importId(page);

  const organizationsOf = (tab: Page) => tab.getByRole("progressbar", { name: "Organizations" });
  const letOrganizationsGo = await holdWrites("organizations");
  const letPeopleGo = await holdWrites("users");
  const letMembersGo = await holdWrites("members");
  await page.getByRole("button", { name: /^Import now: create/ }).click();
  await expect(page.getByRole("heading", { name: "Importing", exact: true })).toBeVisible();

  // What this tab asks for while nothing is written comes late: after the events that tell what was written since.
  const isDetail = new RegExp(`/api/imports/${large}$`);
  let startWatching = () => {};
  const isWatched = new Promise<void>((resolve) => {
    startWatching = resolve;
  });
  let asked = 0;
  let lateAnswers = 0;
  await page.route(isDetail, async (route) => {
    asked += 1;
    const response = await route.fetch();
    const { progress } = await response.json();
    await letOrganizationsGo();
    await isWatched;
    const isLate = progress.every(({ processed }: { processed: number }) => processed === 0);
    // One that is no longer waited for has nobody to go to.
    await route.fulfill({ response }).then(
      () => (lateAnswers += isLate ? 1 : 0),
      () => {},
    );
  });
  // By itself it asks only where the press was answered before the worker took the import. On return to a tab it does,
  // unless it is still waiting for an answer.
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    expect(asked).toBeGreaterThan(0);
  }).toPass();
  const changes = await watchProgress(organizationsOf(page), organizationCount);
  startWatching();
  const other = await context.newPage();

  await test.step("what one tab does, the other shows", async () => {
    await other.goto(`/migrate/workos/${large}`);
    const bars = [page, other].map(organizationsOf);
    for (const bar of bars) await expect(bar).toHaveAttribute("aria-valuenow", String(organizationCount));
    await expect.poll(() => lateAnswers).toBeGreaterThan(0);
    await page.unroute(isDetail);
    await other.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByRole("heading", { name: "Paused", exact: true })).toBeVisible();
    expect(await changes()).toEqual([]);
    for (const bar of bars) await expect(bar).toHaveAttribute("aria-valuenow", String(organizationCount));
    await letPeopleGo();
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(other.getByRole("heading", { name: "Importing", exact: true })).toBeVisible();
  });

  const second = await context.newPage();
  await test.step("a second import waits, and says for which and whose", async () => {
    await startImport(second, "Second");
    await upload(second, [
      {
        name: "second.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify({ organizations: [{ id: "org_second", name: "Second" }] })),
      },
    ]);
    await second.getByRole("button", { name: "Read and plan" }).click();
    await second.getByRole("link", { name: "Continue to confirm" }).click();
    await second.getByRole("button", { name: "Import now: create 1" }).click();
    await expect(second.getByRole("heading", { name: "Waiting for its turn" })).toBeVisible();
    await expect(second.getByText("Waiting for Large by Ada Lovelace")).toBeVisible();
  });

  await test.step("the worker is killed, and the import goes on in the next one", async () => {
    const killed = await workerOf(large);
    process.kill(killed, "SIGKILL");
    await letMembersGo();
    for (const tab of [page, other]) {
      await expect(tab.getByRole("link", { name: "See the summary" })).toBeVisible({ timeout: 90_000 });
    }
    // Memberships were held until it was dead: whoever wrote them is another.
    expect(() => process.kill(killed, 0)).toThrow();
  });

  await test.step("nothing is missing, nothing is doubled", async () => {
    await page.getByRole("link", { name: "See the summary" }).click();
    await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
    const expected = { Organizations: organizationCount, People: userCount, Memberships: userCount };
    expect(await readColumn(page, summaryTable, "Created")).toEqual(expected);
    const lines = organizationCount + 2 * userCount;
    const [log] = await query(
      `SELECT count(*)::int AS lines, count(DISTINCT (kind, target_id))::int AS records FROM import_log
       WHERE import_id = $1 AND result = 'created'`,
      [large],
    );
    expect(log).toEqual({ lines, records: lines });
    // Numbers start anew with every chunk of a million; inside a chunk none is left out.
    const gaps = await count(
      `SELECT count(*) FROM (SELECT max(seq) - min(seq) + 1 - count(*) AS missing FROM import_log
       WHERE import_id = $1 GROUP BY seq / 1000000) chunks WHERE missing <> 0`,
      [large],
    );
    expect(gaps).toBe(0);
    await expect(page.getByText(`${lines.toLocaleString("en")} lines`)).toBeVisible();
  });

  await test.step("the one that waited has had its turn", async () => {
    await expect(second.getByRole("link", { name: "See the summary" })).toBeVisible();
    expect(await directoryCounts()).toMatchObject({ Organizations: organizationCount + 1 });
  });
});

test("an import cancelled in one tab is cancelled in the other, which says what stays", async ({
  signedInPage: page,
  context,
}) => {
  await emptyDirectory();
  await startImport(page, "Cancelled");
  await upload(page, [largeBundle()]);
  await page.getByRole("button", { name: "Read and plan" }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  const letGo = await holdWrites("members");
  await page.getByRole("button", { name: /^Import now: create/ }).click();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("progressbar", { name: "People" })).toHaveAttribute(
    "aria-valuenow",
    String(userCount),
  );
  // A tab that nobody sees follows nothing; it catches up when it is looked at.
  await page.bringToFront();
  await page.getByRole("button", { name: "Cancel import" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("12,300 records so far");
  await dialog.getByRole("button", { name: "Cancel the import" }).click();
  await expect(dialog).toBeHidden();
  await letGo();
  await other.getByRole("link", { name: "See the summary" }).click();
  await expect(
    other.getByText("What was applied before the cancellation stays in the directory"),
  ).toBeVisible();
  const stays = { Organizations: organizationCount, People: userCount };
  expect(await readColumn(other, summaryTable, "In the directory")).toEqual(stays);
  expect(await directoryCounts()).toEqual(stays);
});
