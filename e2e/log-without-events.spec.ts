import { count, holdWrites } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { decideBlocker, importId, planSample } from "./fixtures/wizard.ts";

const firstTick = {
  state: "review",
  plannedAt: null,
  diffedAt: null,
  problem: null,
  reading: null,
  pull: null,
  task: "apply",
  progress: [],
  undo: null,
  logSeq: "0",
  waitingFor: null,
};

test("the log goes on when the stream of events breaks off and stays away", async ({
  signedInPage: page,
}) => {
  await planSample(page);
  await decideBlocker(page);
  await page.getByRole("button", { name: /^Apply and plan again/ }).click();

  let opened = 0;
  await page.route("**/events", (route) =>
    opened++ === 0
      ? route.fulfill({
          contentType: "text/event-stream",
          body: `event: tick\ndata: ${JSON.stringify(firstTick)}\n\n`,
        })
      : route.fulfill({ status: 503 }),
  );
  const letMembersGo = await holdWrites("members");
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  await page.getByRole("button", { name: /^Import now: create/ }).click();
  const log = page.getByRole("region", { name: "Log" });
  await expect(log.getByText(/^2\d\d lines$/)).toBeVisible();
  // It tries again while there is still something to follow.
  const openedBefore = opened;
  await expect.poll(() => opened, { timeout: 20_000 }).toBeGreaterThan(openedBefore);
  await letMembersGo();
  await expect(page.getByRole("link", { name: "See the summary" })).toBeVisible();
  const lines = await count("SELECT count(*) FROM import_log WHERE import_id = $1", [importId(page)]);
  await expect(log.getByText(`${lines} lines`)).toBeVisible();
});
