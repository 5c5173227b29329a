import { authio } from "./fixtures/command.ts";
import { directoryCounts, emptyDirectory, query, serverDatabase } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { importId, startImport, upload } from "./fixtures/wizard.ts";

const users = Array.from({ length: 60 }, (_, index) => ({
  id: `user_${index}`,
  email: `person${index}@example.com`,
  email_verified: true,
}));
const organizations = [{ id: "org_1", name: "Acme", domains: [] }];
const memberships = users.map(({ id }, index) => ({
  id: `om_${index}`,
  user_id: id,
  organization_id: "org_1",
  role: { slug: "member" },
  status: "active",
}));
const file = (bundle: object) => ({
  name: "workos.json",
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(bundle)),
});

test("an import is looked at, undone from its summary, and says what was left alone", async ({
  signedInPage: page,
}) => {
  await emptyDirectory();
  await startImport(page, "Undo");
  await upload(page, [file({ users, organizations, organization_memberships: memberships })]);
  await page.getByRole("button", { name: "Read and plan" }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  await page.getByRole("button", { name: /^Import now: create/ }).click();
  await page.getByRole("link", { name: "See the summary" }).click();
  await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
  const id = importId(page);
  await query("UPDATE users SET name = 'Somebody else' WHERE email = 'person7@example.com'");

  await test.step("the command shows the same, and does nothing without a yes", async () => {
    const shown = await authio("undo", id, "--dry-run", "--database-url", serverDatabase());
    expect(shown.exitCode, shown.stderr).toBe(0);
    expect(shown.stdout).toContain("person7@example.com: Changed since: name.");
    const refused = await authio("undo", id, "--database-url", serverDatabase());
    expect(refused.exitCode).toBe(2);
    expect((await directoryCounts()).People).toBe(60);
  });

  await page.getByRole("button", { name: "Undo this import" }).click();
  const dialog = page.getByRole("dialog", { name: "Undo this import?" });
  await expect(dialog.getByRole("row", { name: "People 59 1" })).toBeVisible();
  await expect(dialog.getByRole("row", { name: /person7@example.com/ })).toContainText(
    "Changed since: name.",
  );
  await dialog.getByRole("button", { name: "Undo: 120 removed, 1 left alone" }).click();

  await page.getByRole("link", { name: "See the summary" }).click();
  await expect(page.getByRole("heading", { name: "Undone", exact: true })).toBeVisible();
  await expect(page.getByText(/^Undone by Ada Lovelace: 120 removed, 1 left alone/)).toBeVisible();
  await expect(page.getByRole("row", { name: /person7@example.com/ })).toContainText("Changed since: name.");
  await expect(page.getByRole("button", { name: "Undo this import" })).toHaveCount(0);
  expect(await directoryCounts()).toEqual({ People: 1 });
});

test("an undo that would take nothing back says so and is not offered", async ({ signedInPage: page }) => {
  await emptyDirectory();
  await startImport(page, "Kept");
  await upload(page, [file({ organizations })]);
  await page.getByRole("button", { name: "Read and plan" }).click();
  await page.getByRole("link", { name: "Continue to confirm" }).click();
  await page.getByRole("button", { name: "Import now: create 1" }).click();
  await page.getByRole("link", { name: "See the summary" }).click();
  await query("UPDATE organizations SET name = 'Somebody else’s'");
  await page.getByRole("button", { name: "Undo this import" }).click();
  const dialog = page.getByRole("dialog", { name: "Undo this import?" });
  await expect(dialog.getByRole("row", { name: /^Acme/ })).toContainText("Changed since: name.");
  await expect(dialog.getByText("So there is nothing to take back.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Keep the import" }).click();
  await expect(dialog).toHaveCount(0);
});

test("what failed is tried again from the summary, and only that", async ({ signedInPage: page }) => {
  await emptyDirectory();
  await query("ALTER TABLE users ADD CONSTRAINT e2e_refused CHECK (email <> 'person3@example.com')");
  try {
    await startImport(page, "Retry");
    await upload(page, [file({ users: users.slice(0, 5) })]);
    await page.getByRole("button", { name: "Read and plan" }).click();
    await page.getByRole("link", { name: "Continue to confirm" }).click();
    await page.getByRole("button", { name: /^Import now: create/ }).click();
    await page.getByRole("link", { name: "See the summary" }).click();
    await expect(page.getByRole("heading", { name: "Complete with errors", exact: true })).toBeVisible();
    await expect(page.getByText(/The database refused the record/).first()).toBeVisible();
  } finally {
    await query("ALTER TABLE users DROP CONSTRAINT e2e_refused");
  }
  await page.getByRole("button", { name: "Retry the failed ones" }).click();
  await page.getByRole("link", { name: "See the summary" }).click();
  await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
  await expect(page.getByText(/^5 records: 5 created/)).toBeVisible();
  expect(await directoryCounts()).toEqual({ People: 5 });
});
