import type { Locator, Page } from "@playwright/test";
import { directoryCounts, emptyDirectory, holdWrites } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { readColumn, reload, summaryTable } from "./fixtures/wizard.ts";

const mostStops = 200;

/** Presses Tab until the focus is there, as somebody does who has no mouse, and sees that it shows. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < mostStops; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate((element) => element.matches(":focus-visible"))).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} cannot be reached with the Tab key`);
}

async function press(page: Page, target: Locator, key: "Enter" | "Space" = "Enter") {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Watches the page from now on. Answers which step headings it has shown, one after the other, until it is asked. */
async function collectHeadings(page: Page): Promise<() => Promise<string[]>> {
  const shown = await page.evaluateHandle(() => {
    const texts: string[] = [];
    new MutationObserver(() => {
      const text = document.querySelector("main h2")?.textContent;
      if (text && text !== texts.at(-1)) texts.push(text);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return texts;
  });
  return () => shown.jsonValue();
}

test("the sample goes through all four steps by keyboard alone", async ({ signedInPage: page }) => {
  test.setTimeout(240_000);
  await emptyDirectory();
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const link = (name: string | RegExp) => page.getByRole("link", { name });
  const lines = page.getByRole("listbox", { name: "Log lines" });
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });

  await test.step("the skip link leads past the navigation, and the list to step 1", async () => {
    await page.goto("/migrate");
    await expect(page.getByText("Nothing was imported yet")).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(link(/skip/i)).toBeFocused();
    await page.keyboard.press("Enter");
    await press(page, page.getByRole("main").getByRole("link", { name: "Start an import" }));
    await tabTo(page, page.getByRole("tab", { name: "Connect a token" }));
    await page.keyboard.press("ArrowRight");
    await tabTo(page, page.getByRole("tab", { name: "curl and jq" }));
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: "Node" })).toBeFocused();
    await expect(page.getByText("node workos-bundle.mjs")).toBeVisible();
    await reload(page);
    await press(page, button("Try with sample data"), "Space");
  });

  await test.step("step 2 is read out from its heading, and its options follow the arrows", async () => {
    await expect(heading("Upload the bundle")).toBeFocused();
    await tabTo(page, button("Choose files"));
    await tabTo(page, page.getByRole("radio", { name: "Merge them" }));
    // Held for a moment, as a finger does: the choice follows the focus while the key is down.
    await page.keyboard.press("ArrowDown", { delay: 100 });
    await expect(page.getByRole("radio", { name: "Hold them" })).toBeChecked();
    await page.keyboard.press("ArrowUp", { delay: 100 });
    await expect(page.getByRole("radio", { name: "Merge them" })).toBeChecked();
    await reload(page);
    await expect(page.getByRole("radio", { name: "Merge them" })).toBeChecked();
    const headings = await collectHeadings(page);
    await press(page, button("Read and plan"));
    await expect(heading("Review the plan")).toBeFocused();
    // The form is not shown, and read out, once more in between.
    const shown = await headings();
    expect(shown.slice(shown.indexOf("Reading the bundle"))).toEqual([
      "Reading the bundle",
      "Review the plan",
    ]);
  });

  await test.step("the merges are looked at, and the blocker is decided", async () => {
    await press(page, link("See every merge"));
    await expect(page.getByRole("figure").first()).toBeVisible();
    await press(page, link(/^Overview/));
    await press(page, link(/^Resolve/));
    const issue = page.getByRole("listitem").filter({ hasText: "rosa.diaz@hooli.example" });
    await press(page, issue.getByRole("button", { name: "support-lead" }), "Space");
    await expect(issue.getByRole("button", { name: "support-lead" })).toHaveAttribute("aria-pressed", "true");
    await reload(page);
    await press(page, button(/^Apply and plan again/));
    await expect(issue).toHaveCount(0);
    await press(page, link("Continue to confirm"));
  });

  await test.step("an import is confirmed, paused, resumed, and its log walked through", async () => {
    await expect(heading("Confirm")).toBeFocused();
    const letMembersGo = await holdWrites("members");
    const letConnectionsGo = await holdWrites("connections");
    await press(page, button(/^Import now: create/));
    await expect(heading("Importing")).toBeVisible();
    await expect(lines.getByRole("option").first()).toBeVisible();
    await press(page, button("Pause"));
    await expect(heading("Paused")).toBeVisible();
    await reload(page);
    await press(page, button("Cancel import"));
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(button("Cancel import")).toBeFocused();
    await letMembersGo();
    await press(page, button("Resume"));
    await expect(heading("Importing")).toBeVisible();
    await tabTo(page, lines);
    await page.keyboard.press("Home");
    const chosen = page.getByRole("region", { name: "Selected line" });
    await expect(chosen).toContainText("Acme, Inc.");
    const first = await chosen.textContent();
    await page.keyboard.press("ArrowDown");
    await expect(chosen).not.toHaveText(first ?? "");
    await page.keyboard.press("ArrowUp");
    await expect(chosen).toHaveText(first ?? "");
    await page.keyboard.press("End");
    await expect(chosen).toContainText("Sign-in identities");
    await letConnectionsGo();
    await press(page, link("See the summary"));
  });

  await test.step("step 4 counts what Postgres counts; log filter and checklist need no mouse", async () => {
    await expect(heading("Complete")).toBeFocused();
    expect(await readColumn(page, summaryTable, "In the directory")).toEqual(await directoryCounts());
    const box = page.getByRole("checkbox", { name: /^Verify a sample login/ });
    await press(page, box, "Space");
    await expect(box).toBeChecked();
    await expect(page.getByText("1 of 5 done")).toBeVisible();
    await tabTo(page, page.getByRole("searchbox", { name: "Search the log" }));
    await page.keyboard.type("rosa.diaz@hooli.example");
    await press(page, page.getByRole("combobox", { name: "Kind" }));
    const kinds = page.getByRole("listbox").filter({ hasText: "All kinds" });
    await expect(kinds).toBeVisible();
    await page.keyboard.type("People");
    // The list follows what is typed a tick later.
    await expect(kinds.getByRole("option", { name: "People", exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(lines.getByRole("option")).toHaveCount(1);
    await reload(page);
    await expect(box).toBeChecked();
  });

  await test.step("a person's page is found and left again", async () => {
    await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }));
    await tabTo(page, page.getByRole("searchbox", { name: "Search users" }));
    await page.keyboard.type("rosa.diaz@hooli.example");
    await press(page, page.getByRole("row").filter({ hasText: "rosa.diaz@hooli.example" }).getByRole("link"));
    await expect(page.getByRole("table", { name: "Memberships" })).toContainText(/support.lead/i);
    await press(
      page,
      page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Users" }),
    );
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  });
});
