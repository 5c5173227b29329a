import type { Page } from "@playwright/test";
import { startWorkosEnvironment, type WorkosEnvironment } from "../lib/testing/workos-environment.ts";
import { expectAccessible } from "./fixtures/accessible.ts";
import { count, emptyDirectory } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { type ServedWorkos, serveWorkos } from "./fixtures/workos.ts";

let workos: WorkosEnvironment;
let served: ServedWorkos;

test.beforeAll(async () => {
  const size = { name: "nightly", people: 40, organizations: 3, directoryUsers: 4 };
  workos = await startWorkosEnvironment(size, { troubles: [] });
  served = await serveWorkos([workos]);
});
test.afterAll(async () => {
  await served.close();
  await workos.close();
});

/** Everything of the environment, by its key. */
async function importLive(page: Page) {
  await page.goto("/migrate/workos");
  await page.getByLabel("Name of the source").fill("Nightly");
  await page.getByRole("button", { name: "Continue to connect" }).click();
  await page.getByLabel("WorkOS API key").fill(workos.key);
  await page.getByRole("button", { name: "Check key" }).click();
  await page.getByRole("button", { name: "Start the pull" }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Import now: create/ }).click();
  await page.getByRole("link", { name: "See the summary" }).click();
  await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
}

const runs = (page: Page) => page.getByRole("table", { name: "Runs" });

test("an import is repeated by the clock or at once, tells what it changed, and holds what needs somebody", async ({
  signedInPage: page,
}) => {
  await emptyDirectory();
  await importLive(page);

  await test.step("it is set up from the summary", async () => {
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.getByLabel(/^API key of sk_test_/).fill(workos.key);
    await expect(page.getByText(/^Next: /)).toBeVisible();
    await page.getByRole("button", { name: "Repeat it" }).click();
    await expect(page.getByRole("heading", { name: "Nightly", exact: true })).toBeVisible();
    await expect(page.getByText("It has not run yet")).toBeVisible();
  });

  await test.step("a run brings what changed at WorkOS, and says where", async () => {
    const hired = await workos.change("POST", "/user_management/users", {
      email: "hired@nightly.example",
      email_verified: true,
    });
    const [first] = workos.made.organizations;
    await workos.change("POST", "/user_management/organization_memberships", {
      user_id: hired.id,
      organization_id: first?.id,
      role_slug: "member",
    });
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(runs(page).getByRole("row", { name: /People \+1, Memberships \+1/ })).toContainText(
      "Applied",
      {
        timeout: 30_000,
      },
    );
    expect(await count("SELECT count(*) FROM users WHERE email = 'hired@nightly.example'")).toBe(1);
    await runs(page).getByRole("link").first().click();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    const changes = page.getByRole("list", { name: "Changes by organization" });
    await changes.getByRole("button", { name: /nightly customer 0.*\+1 joined/ }).press("Enter");
    await expect(changes.getByText("hired@nightly.example")).toBeVisible();
    await expect(changes.getByText("joined as member, new to the directory")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a run that would remove many waits for somebody, and says why", async () => {
    for (const { id } of workos.made.users.slice(20, 30)) {
      await workos.change("DELETE", `/user_management/users/${id}`);
    }
    const before = await count("SELECT count(*) FROM users");
    await page.getByRole("link", { name: "See the schedule" }).click();
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByText("Nightly: the last run is held")).toBeVisible({ timeout: 30_000 });
    await expect(runs(page)).toContainText("Held");
    await expectAccessible(page);
    expect(await count("SELECT count(*) FROM users")).toBe(before);
    await page.goto("/migrate");
    await expect(page.getByText("Nightly: the last run is held")).toBeVisible();
    await page.getByRole("link", { name: "Review it" }).click();
    await expect(page.getByText("Its schedule holds this plan for you")).toBeVisible();
    await page.getByRole("link", { name: /^Changes/ }).click();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page
      .getByRole("button", { name: /nightly customer.*left/ })
      .first()
      .click();
    await expect(page.getByText(/^leaves, was .*gone at WorkOS$/).first()).toBeVisible();
  });

  await test.step("it is paused, and deleted with its keys", async () => {
    await page.goto("/migrate/schedules");
    await page.getByRole("link", { name: "Nightly" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("Paused: it does not run by itself.")).toBeVisible();
    await page.getByRole("button", { name: "Delete the schedule" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("Nothing is repeated yet")).toBeVisible();
    expect(await count("SELECT count(*) FROM workos_keys WHERE schedule_id IS NOT NULL")).toBe(0);
  });
});
