import { expectAccessible } from "./fixtures/accessible.ts";
import { authio } from "./fixtures/command.ts";
import { emptyDirectory, query, serverDatabase } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";

test("an id is looked up, the map is saved, and a script for a table of one's own is made", async ({
  signedInPage: page,
}) => {
  await emptyDirectory();
  await query(`
    INSERT INTO origins (id, name) VALUES (1, 'WorkOS');
    INSERT INTO users (id, name, email, primary_source_key) VALUES ('usr_ada', 'Ada', 'ada@example.com', 'workos:user_1');
    INSERT INTO user_sources (source_key, user_id, origin_id, email, email_verified)
    VALUES ('workos:user_1', 'usr_ada', 1, 'ada@example.com', true), ('workos:user_2', 'usr_ada', 1, 'Ada@example.com', true)`);
  await page.goto("/migrate/id-map");
  await expect(page.getByRole("row", { name: "People 2 1" })).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Id of WorkOS" });
  await search.fill("user_3");
  await expect(page.getByText("Nothing in the directory came from the WorkOS id user_3.")).toBeVisible();
  await search.fill("user_2");
  await expect(page.getByText("whose profile this is")).toBeVisible();
  await expect(page.getByText("usr_ada", { exact: true })).toBeVisible();

  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "SQL" }).click();
  expect((await saving).suggestedFilename()).toBe("authio-id-map.sql");

  const script = page.getByTestId("rekey");
  await page.getByLabel("Table").fill("app.members; drop");
  await expect(page.getByText(/is no name of a table or column/)).toBeVisible();
  await page.getByLabel("Table").fill("app.members");
  await page.getByLabel("Columns with WorkOS ids").fill("user_id");
  await expect(script).toContainText('UPDATE "app"."members" AS t SET "user_id" = m.authio_id');

  await expectAccessible(page);

  const found = await authio("id-map", "user_2", "user_9", "--database-url", serverDatabase());
  expect(found.exitCode).toBe(3);
  expect(found.stdout).toContain("usr_ada  People  ada@example.com  merged from user_1, user_2");
  const none = await authio("id-map", "user_9", "--database-url", serverDatabase());
  expect(none.exitCode).toBe(1);
  const all = await authio("id-map", "--format", "csv", "--database-url", serverDatabase());
  expect(all.stdout).toBe("kind,workos_id,authio_id\r\nuser,user_1,usr_ada\r\nuser,user_2,usr_ada\r\n");
});
