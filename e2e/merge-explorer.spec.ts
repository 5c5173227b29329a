import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { query } from "./fixtures/directory.ts";
import { holdAnswers } from "./fixtures/late-answers.ts";
import { expect, test } from "./fixtures/operators.ts";
import { importId, planSample, reload } from "./fixtures/wizard.ts";

const list = (page: Page) => page.getByRole("listbox", { name: "Groups of rows that share an address" });
const option = (page: Page, name: string) => list(page).getByRole("option").filter({ hasText: name });
const group = (page: Page) => page.getByRole("region", { name: "The group" });
const filter = (page: Page, name: string) =>
  page.getByRole("group", { name: "Only groups with" }).getByRole("button", { name });

/** Presses a filter and waits for its groups. */
async function filterBy(page: Page, name: string) {
  const wasPressed = (await filter(page, name).getAttribute("aria-pressed")) === "true";
  await filter(page, name).click();
  await expect(filter(page, name)).toHaveAttribute("aria-pressed", String(!wasPressed));
  await expect(list(page)).toHaveAttribute("aria-busy", "false");
}

async function expectNoAxeFaults(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/** The sample, read and planned, with its merges open. */
async function openMerges(page: Page) {
  await planSample(page);
  await page.getByRole("link", { name: /^Merges/ }).click();
  await expect(page.getByText("23 groups", { exact: true })).toBeVisible();
}

async function applyPending(page: Page, changes: number) {
  await page.getByRole("button", { name: `Apply and plan again (${changes})` }).click();
  await expect(page.getByRole("button", { name: /^Apply and plan again/ })).toHaveCount(0);
  await expect(list(page)).toBeVisible();
}

test("groups are held, merged many at a time and split with an address, and the next plan says so", async ({
  signedInPage: page,
}) => {
  test.setTimeout(240_000);
  await openMerges(page);

  await test.step("one group is held by a key, and told what that leaves out", async () => {
    await filterBy(page, "Unverified row");
    await expect(list(page).getByRole("option")).toHaveCount(1);
    await list(page).focus();
    await page.keyboard.press("h");
    await expect(group(page).getByRole("radio", { name: /^Hold/ })).toBeChecked();
    await expect(group(page).getByText("Left out: Stark Industrial (member).")).toBeVisible();
    await expect(group(page).getByText("Held: only unverified rows are in it")).toBeVisible();
    await filterBy(page, "Unverified row");
    await expect(option(page, "grace.hopper@umbrella.example")).toContainText("→ hold");
  });

  await test.step("many are merged at once: all that match but one, undone, then three of them", async () => {
    await filterBy(page, "Fields differ");
    await expect(page.getByText("8 groups match")).toBeVisible();
    await page.getByRole("checkbox", { name: "Select all: 8 groups" }).click();
    await list(page).focus();
    await page.keyboard.press("x");
    await expect(page.getByText("7 of 8 groups selected")).toBeVisible();
    await page
      .getByRole("group", { name: "Decide the selected groups" })
      .getByRole("button", { name: "Merge 7" })
      .click();
    await expect(page.getByText("2 changes not applied.")).toBeVisible();
    await expect(option(page, "→ merge")).toHaveCount(7);
    await page.getByRole("button", { name: "Undo last" }).click();
    await expect(option(page, "→ merge")).toHaveCount(0);

    await list(page).focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+J");
    await expect(page.getByText("3 of 8 groups selected")).toBeVisible();
    await page.keyboard.press("m");
    await expect(option(page, "→ merge")).toHaveCount(3);
    await filterBy(page, "Fields differ");
  });

  await test.step("one is split; what is no address is refused", async () => {
    await option(page, "ben.rossi@consulting.example").click();
    await page.keyboard.press("s");
    await expect(group(page).getByText(/nobody can sign in as this person/)).toBeVisible();
    const address = group(page).getByLabel("Its address");
    await address.fill("Ben.Rossi@consulting.example");
    await expect(group(page).getByText("This is the address they share: give another.")).toBeVisible();
    await address.fill("ben@home.example");
    await expect(group(page).getByText(/signs in as ben@home\.example/)).toBeVisible();
  });

  await test.step("a reload keeps the group that is open and what is pending", async () => {
    await expect(page).toHaveURL(/group=ben\.rossi/);
    await reload(page);
    await expect(group(page).getByRole("heading", { name: "ben.rossi@consulting.example" })).toBeVisible();
    await expect(group(page).getByLabel("Its address")).toHaveValue("ben@home.example");
    await expectNoAxeFaults(page);
  });

  await test.step("the next plan has it all", async () => {
    await applyPending(page, 3);
    await expect(filter(page, "Decided by a person")).toContainText("5");
    await expect(group(page).getByText("decided by a person")).toBeVisible();
    await filterBy(page, "Split");
    await expect(list(page).getByRole("option")).toHaveCount(1);
    await filterBy(page, "Split");
    await filterBy(page, "Memberships held");
    await expect(list(page).getByRole("option")).toHaveCount(1);
    await expect(option(page, "grace.hopper@umbrella.example")).toContainText("hold");

    const answer = await page.request.get(`/api/imports/${importId(page)}/migration.json`);
    const { merges } = await answer.json();
    expect(
      Object.values(merges)
        .map((decision) => (decision as { action: string }).action)
        .sort(),
    ).toEqual(["hold", "merge", "merge", "merge", "split"]);
    const { addresses } = merges["ben.rossi@consulting.example"];
    expect(Object.values(addresses)).toEqual(["ben@home.example"]);
    const [held] = await query<{ held: number }>(
      "SELECT (plan_stats ->> 'heldMemberships')::int AS held FROM imports",
    );
    expect(held?.held).toBe(1);
  });

  await test.step("a decision that is taken back by hand is no change", async () => {
    await expect(group(page).getByRole("heading", { name: "grace.hopper@umbrella.example" })).toBeVisible();
    await group(page)
      .getByRole("radio", { name: /^As the policy says/ })
      .click();
    await expect(page.getByText("1 change not applied.")).toBeVisible();
    await group(page).getByRole("radio", { name: /^Hold/ }).click();
    await expect(page.getByText(/not applied\.$/)).toHaveCount(0);
  });

  await test.step("a group that is decided stays, though another list with another first group comes", async () => {
    await filterBy(page, "Memberships held");
    const heading = group(page).getByRole("heading", { level: 3 });
    await expect(heading).toHaveText("ada.castillo@consulting.example");
    const letListGo = await holdAnswers(page, /\/merges\?/);
    await filter(page, "Unverified row").click();
    // What is still listed belongs to no filter that is pressed: it can't be marked.
    await expect(list(page)).toHaveAttribute("aria-busy", "true");
    await list(page).focus();
    await page.keyboard.press("x");
    await group(page)
      .getByRole("radio", { name: /^As the policy says/ })
      .click();
    await expect(page.getByText("1 change not applied.")).toBeVisible();
    await expect(list(page).getByRole("option", { selected: true })).toHaveCount(0);
    letListGo();
    await expect(list(page).getByRole("option")).toHaveCount(1);
    await expect(option(page, "grace.hopper@umbrella.example")).toBeVisible();
    await expect(heading).toHaveText("ada.castillo@consulting.example");
    await group(page)
      .getByRole("radio", { name: /^Merge/ })
      .click();
    await expect(page.getByText(/not applied\.$/)).toHaveCount(0);
  });
});

test("on a narrow screen list and group take turns, and a link leads to a group", async ({
  signedInPage: page,
}) => {
  await openMerges(page);
  await page.setViewportSize({ width: 375, height: 740 });
  await expect(group(page)).toBeHidden();
  await option(page, "ada.castillo@consulting.example").click();
  await expect(group(page).getByText("5 rows become one person in 5 organizations.")).toBeVisible();
  await expect(list(page)).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await expectNoAxeFaults(page);
  await group(page).getByRole("button", { name: "All groups" }).click();
  await expect(list(page)).toBeFocused();
  await expectNoAxeFaults(page);

  const review = `/migrate/workos/${importId(page)}/review?tab=merges`;
  await page.goto(`${review}&group=chloe.moreau%40consulting.example`);
  await expect(group(page).getByRole("heading", { name: "chloe.moreau@consulting.example" })).toBeVisible();
  await page.goto(`${review}&group=nobody%40consulting.example`);
  await expect(page.getByText("No rows of this plan merge under nobody@consulting.example.")).toBeVisible();
  await page.goto(`${review}&q=nobody%20at%20all`);
  await expect(page.getByText("No group matches")).toBeVisible();
});
