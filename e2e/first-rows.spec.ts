import { query } from "./fixtures/directory.ts";
import { appUrl, expect, test } from "./fixtures/operators.ts";
import { importId, planSample } from "./fixtures/wizard.ts";

test("the pages of an import come with their first rows, before any script has run", async ({
  signedInPage: page,
  browser,
}) => {
  test.setTimeout(120_000);
  await planSample(page);
  await expect(page.getByRole("link", { name: "Continue to confirm" })).toBeVisible();
  const ofImport = `/migrate/workos/${importId(page)}`;

  const still = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: appUrl,
    storageState: await page.context().storageState(),
  });
  const reader = await still.newPage();
  async function expectFirstRows(firstRows: Record<string, string>) {
    for (const [path, text] of Object.entries(firstRows)) {
      await reader.goto(path);
      await expect(reader.getByRole("main").getByText(text).first(), path).toBeVisible();
    }
  }
  await expectFirstRows({
    "/migrate": "In review",
    [`${ofImport}/review`]: "53 records become 23 people",
    [`${ofImport}/review?tab=merges`]: "grace.hopper@umbrella.example",
    [`${ofImport}/review?tab=organizations`]: "Stark Industrial",
    [`${ofImport}/review?tab=issues`]: "rosa.diaz@hooli.example",
    [`${ofImport}/confirm`]: "Memberships",
    "/migrate/schedules": "Nothing is repeated yet",
  });

  await page.getByRole("link", { name: /^Resolve/ }).click();
  await page.getByRole("button", { name: "billing" }).click();
  await page.getByRole("button", { name: "Apply and plan again" }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  await page.getByRole("button", { name: /^Import now/ }).click();
  await expect(page.getByRole("link", { name: "See the summary" })).toBeVisible();
  const [hooli] = await query<{ source_id: string }>(
    "SELECT substr(source_key, 8) AS source_id FROM organizations WHERE name = 'Hooli'",
  );
  await expectFirstRows({
    [`${ofImport}/confirm`]: "See the summary",
    [`${ofImport}/summary`]: "53 records become 23 people",
    [`${ofImport}/organizations/${hooli?.source_id}`]: "rosa.diaz@hooli.example",
  });
  for (const page of ["confirm", "summary"]) {
    await reader.goto(`${ofImport}/${page}`);
    await expect(reader.getByRole("region", { name: "Log" }).getByRole("option"), page).toHaveCount(12);
  }
  await still.close();
});
