import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { emptyDirectory, query } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { everyRoute } from "./fixtures/routes.ts";
import { importId } from "./fixtures/wizard.ts";

/** Pages that only send to others. */
const redirects = [
  "page.tsx",
  "(dashboard)/settings/page.tsx",
  "(dashboard)/migrate/workos/[importId]/page.tsx",
];

/** With pictures every page and tab is looked at, which takes minutes; without, one of each sort. */
const isWhole = process.env.E2E_PICTURES !== undefined;

const checked: string[] = [];

/** Checks a page once it has all that it loads. */
async function check(page: Page, url: string, name?: string) {
  await page.goto(url);
  await checkAsItStands(page, name);
}

async function checkAsItStands(page: Page, name?: string) {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Loading/ })).toHaveCount(0);
  checked.push(new URL(page.url()).pathname);
  await expectAccessible(page, name);
}

test.describe.configure({ mode: "serial" });

test("signing in has no accessibility faults", async ({ page }) => {
  for (const url of ["/sign-in", "/sign-in/confirm#token", "/setup#recover-code", "/outbox"]) {
    await check(page, url);
  }
});

test("no step of the wizard has accessibility faults, nor has what it leaves behind", async ({
  signedInPage: page,
}) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(20_000);
  await emptyDirectory();
  await check(page, "/migrate/workos", "step 1");
  await page.getByRole("tab", { name: "Build a bundle" }).click();
  await checkAsItStands(page, "step 1 bundle");
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await expect(page.getByText("Uploaded")).toBeVisible();
  await checkAsItStands(page, "step 2 upload");
  await page.getByRole("button", { name: "Read and plan" }).click();
  await expect(page.getByRole("heading", { name: "Review the plan" })).toBeVisible({ timeout: 60_000 });
  const base = `/migrate/workos/${importId(page)}`;
  const furtherTabs = ["organizations", "roles", "sso", "directories", "issues", "changes", "report"];
  const tabs = ["overview", ...(isWhole ? ["merges", ...furtherTabs] : [])];
  for (const tab of tabs) await check(page, `${base}/review?tab=${tab}`, `review ${tab}`);
  await page.goto(`${base}/review?tab=merges`);
  await page.getByRole("listbox", { name: "Groups of rows that share an address" }).press("ArrowDown");
  await expect(page.getByRole("region", { name: "The group" }).getByRole("heading").first()).toBeVisible();
  await checkAsItStands(page, "review merges group");
  const [organization] = await query<{ source_id: string }>(
    "SELECT source_id FROM plan_items WHERE kind = 'organization' ORDER BY ordinal LIMIT 1",
  );
  if (isWhole) await check(page, `${base}/organizations/${organization?.source_id}`, "story");
  await page.goto(`${base}/review?tab=issues`);
  const blocker = page.getByRole("listitem").filter({ hasText: "rosa.diaz@hooli.example" });
  await blocker.getByRole("button", { name: "billing" }).click();
  await page.getByRole("button", { name: "Apply and plan again" }).click();
  // Leaving at once would break off what was just sent.
  await expect(page.getByRole("button", { name: /^Apply and plan again/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Continue to confirm" })).toBeVisible({ timeout: 60_000 });
  await check(page, `${base}/confirm`, "step 3 confirm");
  await page.getByRole("button", { name: /^Import now: create/ }).click();
  await expect(page.getByRole("link", { name: "See the summary" })).toBeVisible({ timeout: 60_000 });
  await checkAsItStands(page, "step 3 done");
  await check(page, `${base}/summary`, "step 4 summary");
  await page.getByRole("button", { name: "Undo this import" }).click();
  await expect(page.getByRole("alertdialog").or(page.getByRole("dialog"))).toContainText("removed");
  await expectAccessible(page, "undo");

  const lists = ["users", "migrate"];
  const furtherLists = ["organizations", "connections", "directories", "migrate/schedules", "migrate/id-map"];
  const others = ["audit", "settings/account", "settings/team", "settings/storage", "migrate/schedules/none"];
  for (const url of [...lists, ...(isWhole ? [...furtherLists, ...others] : [])])
    await check(page, `/${url}`);
  const [merged] = await query<{ user_id: string }>(
    "SELECT user_id FROM user_sources GROUP BY user_id ORDER BY count(*) DESC, user_id LIMIT 1",
  );
  await check(page, `/users/${merged?.user_id}`, "user");
  for (const table of isWhole ? ["organizations", "connections", "directories"] : []) {
    const [row] = await query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id LIMIT 1`);
    await check(page, `/${table}/${row?.id}`, `one of ${table}`);
  }
});

test("and every page there is was looked at", () => {
  if (!isWhole) return;
  const pages = everyRoute().filter(({ kind, file }) => kind === "page" && !redirects.includes(file));
  const patterns = pages.map(({ url }) => new RegExp(`^${url.replaceAll("some-id", "[^/]+")}$`));
  const missed = pages.filter((_, index) => !checked.some((pathname) => patterns[index]?.test(pathname)));
  expect(missed.map(({ file }) => file)).toEqual([]);
});
