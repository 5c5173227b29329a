import { expectAccessible } from "./fixtures/accessible.ts";
import { emptyDirectory, query } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { startImport, upload } from "./fixtures/wizard.ts";

const user = (id: string, email: string, created_at: string) => ({
  id,
  email,
  email_verified: true,
  created_at,
});
const bundle = {
  users: [
    user("user_1", "ada@example.com", "2024-01-01T00:00:00.000Z"),
    user("user_2", "Ada@example.com", "2025-01-01T00:00:00.000Z"),
  ],
  organizations: ["Acme", "Globex"].map((name) => ({ id: `org_${name}`, name, domains: [] })),
  organization_memberships: [
    {
      id: "om_1",
      user_id: "user_1",
      organization_id: "org_Acme",
      role: { slug: "member" },
      status: "active",
    },
    {
      id: "om_2",
      user_id: "user_2",
      organization_id: "org_Globex",
      role: { slug: "admin" },
      status: "active",
    },
  ],
};

test("people who were merged are split after the import, and what is theirs goes with them", async ({
  signedInPage: page,
}) => {
  await emptyDirectory();
  const confirm = async () => {
    await page.getByRole("link", { name: "Continue to confirm" }).click();
    await page.getByRole("button", { name: /^Import now: / }).click();
    await page.getByRole("link", { name: "See the summary" }).click();
    await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
  };
  await startImport(page, "Split");
  const buffer = Buffer.from(JSON.stringify(bundle));
  await upload(page, [{ name: "workos.json", mimeType: "application/json", buffer }]);
  await page.getByRole("button", { name: "Read and plan" }).click();
  await confirm();

  const [person] = await query<{ id: string }>("SELECT id FROM users");
  await page.goto(`/users/${person?.id}`);
  await page.getByRole("link", { name: "See the merge, or split it" }).click();
  await page.getByRole("button", { name: "Decide again" }).click();
  await expect(page.getByText("Nothing is written yet")).toBeVisible({ timeout: 30_000 });
  const group = page.getByRole("region", { name: "The group" });
  await group.getByRole("radio", { name: /^Split/ }).click();
  await group.getByLabel("Its address").fill("ada@globex.example");
  await expect(group.getByText(/signs in as ada@globex\.example/)).toBeVisible();
  await expectAccessible(page, "split later");
  await page.getByRole("button", { name: "Apply and plan again (1)" }).click();
  await expect(page.getByRole("button", { name: /^Apply and plan again/ })).toHaveCount(0);
  await confirm();

  const places = await query<{ place: string }>(
    `SELECT u.email || ' in ' || o.name AS place FROM members m
     JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id ORDER BY 1`,
  );
  expect(places.map(({ place }) => place)).toEqual([
    "ada@example.com in Acme",
    "ada@globex.example in Globex",
  ]);
});
