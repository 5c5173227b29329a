import { expect, test } from "./fixtures/operators.ts";

test("the address of an import that is not there says so in every step", async ({ signedInPage: page }) => {
  const addresses = ["", "/upload", "/review", "/confirm", "/summary"].map((step) => `imp_nothing${step}`);
  for (const address of [...addresses, "imp%20nothing/upload", "%00/upload", "%25/upload"]) {
    await page.goto(`/migrate/workos/${address}`);
    await expect.soft(page.getByText("There is no such import"), address).toBeVisible();
    await expect.soft(page.getByRole("link", { name: "All imports" }), address).toBeVisible();
  }
});
