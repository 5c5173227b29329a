import { expect, test } from "@playwright/test";

test("strangers are led to sign in", async ({ page }) => {
  await page.goto("/migrate");
  await expect(page).toHaveURL(/\/sign-in/);
});
