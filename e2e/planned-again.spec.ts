import { holdAnswers } from "./fixtures/late-answers.ts";
import { expect, test } from "./fixtures/operators.ts";
import { decideBlocker, planSample } from "./fixtures/wizard.ts";

test("who confirms sees the plan that was made last, and never the one before", async ({
  signedInPage: page,
}) => {
  await planSample(page);
  await decideBlocker(page);

  const letPlanGo = await holdAnswers(page, "**/plan");
  await page.getByRole("button", { name: /^Apply and plan again/ }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  const importNow = page.getByRole("button", { name: /^Import now/ });
  await expect(page.getByText("Comparing the plan with the directory…")).toBeVisible();
  await expect(importNow).toHaveCount(0);
  letPlanGo();
  await expect(importNow).toHaveAttribute("aria-disabled", "false");
  await expect(page.getByRole("heading", { name: "Blockers" })).toHaveCount(0);
});
