import { writeFileSync } from "node:fs";
import { expectAccessible } from "./fixtures/accessible.ts";
import { authio } from "./fixtures/command.ts";
import { count, emptyDirectory, query, serverDatabase } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";

const bundle = {
  users: [{ id: "user_1", email: "ada@example.com", email_verified: true }],
  organizations: [{ id: "org_1", name: "Acme", domains: [] }],
};
const database = () => ["--database-url", serverDatabase()];

test("storage shows sizes and times; what is purged is said to be gone wherever it was", async ({
  signedInPage: page,
}, testInfo) => {
  await emptyDirectory();
  const file = testInfo.outputPath("workos.json");
  writeFileSync(file, JSON.stringify(bundle));
  const imported = await authio(
    "import",
    "workos",
    "--input",
    file,
    "--yes",
    "--source-name",
    "Old",
    ...database(),
  );
  expect(imported.exitCode, imported.stderr).toBe(0);
  const [{ id } = { id: "" }] = await query<{ id: string }>("SELECT id FROM imports");

  await page.goto("/settings/storage");
  const days = page.getByLabel("Log: days");
  await days.fill("30");
  await expect(page.getByText("Log: is less than the journal is kept")).toBeVisible();
  await days.fill("400");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Retention saved")).toBeVisible();
  expect(await count("SELECT log_days FROM retention")).toBe(400);
  await query("UPDATE retention SET log_days = 365");

  await page.getByRole("button", { name: "Purge now: Old" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Purge this import of Old?" });
  await expect(dialog).toContainText("the import can't be undone");
  await dialog.getByRole("button", { name: "Purge it" }).click();
  await expect(page.getByRole("row", { name: /^Old .* Purged$/ })).toBeVisible();
  // The worker comes by.
  await expect
    .poll(() => count("SELECT count(*) FROM purges WHERE finished_at IS NULL OR import_id <> $1", [id]))
    .toBe(0);
  expect(await count("SELECT count(*) FROM import_journal")).toBe(0);
  await page.reload();
  await expect(page.getByRole("table", { name: "The last purges" }).getByRole("row")).toHaveCount(5);

  await expectAccessible(page);

  await page.goto(`/migrate/workos/${id}/review`);
  await expect(page.getByText("Purged: snapshot, plan, journal, log")).toBeVisible();
  await page.getByRole("link", { name: "See the summary" }).click();
  await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
  await expect(page.getByText("Purged: snapshot, plan, journal, log")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo this import" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Log" })).toHaveCount(0);
  for (const download of ["plan.json", "issues.csv", "log.csv"]) {
    const answer = await page.request.get(`/api/imports/${id}/${download}`);
    expect(answer.status(), download).toBe(410);
  }

  const undone = await authio("undo", id, "--yes", ...database());
  expect(undone.exitCode).toBe(1);
  expect(undone.stderr).toMatch(/The journal of this import was purged on .*, by Ada Lovelace\./);
  const shown = await authio("jobs", "show", id, ...database());
  expect(shown.stdout).toContain("Purged     snapshot (");
});
