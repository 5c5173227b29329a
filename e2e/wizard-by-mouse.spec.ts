import { directoryCounts, emptyDirectory, holdWrites, query, rowVersions } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { changesTable, importId, readColumn, reload, summaryTable } from "./fixtures/wizard.ts";

test("the sample goes through all four steps by mouse, each reloaded on the way, and nothing twice", async ({
  signedInPage: page,
}, testInfo) => {
  test.setTimeout(240_000);
  await emptyDirectory();

  await test.step("an empty list leads to step 1", async () => {
    await page.goto("/migrate");
    await expect(page.getByText("Nothing was imported yet")).toBeVisible();
    await page.getByRole("link", { name: "Start an import" }).click();
    await expect(page.getByRole("heading", { name: "Migrate from WorkOS" })).toBeVisible();
    await page.getByRole("tab", { name: "Build a bundle" }).click();
    await page.getByRole("tab", { name: "Node" }).click();
    await expect(page.getByText("node workos-bundle.mjs")).toBeVisible();
    await reload(page);
    await page.getByRole("button", { name: "Try with sample data" }).click();
  });

  await test.step("step 2 keeps the file and the options over a reload", async () => {
    await expect(page.getByRole("heading", { name: "Upload the bundle" })).toBeVisible();
    await page.getByRole("radio", { name: "Hold them" }).click();
    await reload(page);
    const file = page.getByRole("list", { name: "Files of this bundle" }).getByRole("listitem");
    await expect(file).toContainText("workos.json");
    await expect(file).toContainText("Uploaded");
    await expect(page.getByRole("radio", { name: "Hold them" })).toBeChecked();
    await page.getByRole("radio", { name: "Merge them" }).click();
    const asked = page.waitForResponse("**/read");
    await page.getByRole("button", { name: "Read and plan" }).click();
    await asked;
    // Whether the reload meets the reading or its end: the plan is one click away.
    await reload(page);
    const plan = page.getByRole("heading", { name: "Review the plan" });
    const seePlan = page.getByRole("link", { name: "See the plan" });
    await expect(plan.or(seePlan)).toBeVisible();
    if (await seePlan.isVisible()) await seePlan.click();
    await expect(plan).toBeVisible();
  });

  await test.step("the review shows the merges, and decides the one blocker", async () => {
    await expect(page.getByText("53 records become 23 people")).toBeVisible();
    await page.getByRole("link", { name: "See every merge" }).click();
    await expect(page.getByRole("figure", { name: /rows and what becomes of them/ })).toBeVisible();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("link", { name: /^Resolve/ }).click();
    const issue = page.getByRole("listitem").filter({ hasText: "rosa.diaz@hooli.example" });
    await issue.getByRole("button", { name: "billing" }).click();
    await expect(page.getByText("1 change not applied.")).toBeVisible();
    await reload(page);
    await expect(issue.getByRole("button", { name: "billing" })).toHaveAttribute("aria-pressed", "true");
    const letGo = await holdWrites("plan_chunks");
    await page.getByRole("button", { name: "Apply and plan again" }).click();
    await expect(page.getByRole("heading", { name: "Planning again" })).toBeVisible();
    await reload(page);
    await expect(page.getByRole("heading", { name: "Planning again" })).toBeVisible();
    await letGo();
    await expect(page.getByRole("link", { name: "Continue to confirm" })).toBeVisible();
    await expect(issue).toHaveCount(0);
    await page.getByRole("link", { name: "Continue to confirm" }).click();
  });

  const migrationFile = testInfo.outputPath("migration.json");
  let planned: Record<string, number> = {};
  await test.step("step 3 applies, shows its log while it does, and goes on over a reload", async () => {
    await expect(page.getByRole("table", { name: changesTable })).toBeVisible();
    await reload(page);
    planned = await readColumn(page, changesTable, "Create");
    const letGo = await holdWrites("members");
    await page.getByRole("button", { name: `Import now: create ${planned.Total}` }).click();
    await expect(page.getByRole("heading", { name: "Importing" })).toBeVisible();
    const log = page.getByRole("listbox", { name: "Log lines" });
    await expect(log.getByRole("option").first()).toBeVisible();
    await reload(page);
    await expect(page.getByRole("heading", { name: "Importing" })).toBeVisible();
    await expect(log.getByRole("option").first()).toBeVisible();
    const people = page.getByRole("progressbar", { name: "People" });
    await expect(people).toHaveAttribute("aria-valuenow", String(planned.People));
    await letGo();
    await page.getByRole("link", { name: "See the summary" }).click();
  });

  await test.step("step 4 and Postgres agree on every count", async () => {
    await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
    await reload(page);
    await expect(page.getByText("53 records become 23 people")).toBeVisible();
    const counts = await directoryCounts();
    expect(await readColumn(page, summaryTable, "In the directory")).toEqual(counts);
    expect(await readColumn(page, summaryTable, "Created")).toEqual(counts);
    const { Total, ...perKind } = planned;
    expect(perKind).toEqual(counts);
    expect(Total).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
    const merged = await query(
      `SELECT count(*)::int AS people, sum(rows)::int AS records FROM
         (SELECT count(*) AS rows FROM user_sources GROUP BY user_id HAVING count(*) > 1) merged`,
    );
    expect(merged).toEqual([{ people: 23, records: 53 }]);
    const [log] = await query("SELECT count(*)::int AS lines FROM import_log WHERE import_id = $1", [
      importId(page),
    ]);
    expect(log).toEqual({ lines: Total });
    await expect(page.getByText(`${Total} lines`)).toBeVisible();
    const rosa = await query(
      `SELECT m.role FROM members m JOIN users u ON u.id = m.user_id
       JOIN organizations o ON o.id = m.organization_id
       WHERE u.email = 'rosa.diaz@hooli.example' AND o.name = 'Hooli'`,
    );
    expect(rosa).toEqual([{ role: "billing" }]);
  });

  await test.step("the decisions can be taken along", async () => {
    await page
      .getByRole("navigation", { name: "Steps of the migration" })
      .getByRole("link", { name: /Connect or upload/ })
      .click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "migration.json" }).click();
    await (await download).saveAs(migrationFile);
  });

  await test.step("the directory's pages show what came", async () => {
    await page.goto("/users?migration_pending_email=true");
    const [pending] = await query<{ count: number }>(
      "SELECT count(*)::int FROM users WHERE migration_pending_email",
    );
    await expect(page.getByRole("navigation", { name: "Pages of users" })).toContainText(
      `of ${pending?.count}`,
    );

    const [person] = await query<{ name: string; email: string; rows: number; organizations: string[] }>(
      `SELECT u.name, u.email, array_agg(o.name) AS organizations,
         (SELECT count(*)::int FROM user_sources s WHERE s.user_id = u.id) AS rows
       FROM users u JOIN members m ON m.user_id = u.id JOIN organizations o ON o.id = m.organization_id
       GROUP BY u.id ORDER BY rows DESC, u.email LIMIT 1`,
    );
    await page.getByRole("searchbox", { name: "Search users" }).fill(person?.email ?? "");
    await page
      .getByRole("row")
      .filter({ hasText: person?.email ?? "" })
      .getByRole("link")
      .click();
    await expect(page.getByRole("heading", { level: 1, name: person?.name ?? "" })).toBeVisible();
    await expect(page.getByRole("heading", { name: `${person?.rows} rows became one person` })).toBeVisible();
    const memberships = page.getByRole("table", { name: "Memberships" });
    for (const name of person?.organizations ?? []) await expect(memberships).toContainText(name);

    for (const [place, table] of [
      ["Organizations", "organizations"],
      ["Connections", "connections"],
      ["Directories", "directories"],
    ] as const) {
      await page
        .getByRole("navigation", { name: "Main" })
        .getByRole("link", { name: place, exact: true })
        .click();
      await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
      const rows = await query<{ name: string }>(`SELECT name FROM ${table}`);
      await expect(page.getByRole("row")).toHaveCount(rows.length + 1);
      for (const { name } of rows) await expect(page.getByRole("cell", { name }).first()).toBeVisible();
    }
  });

  await test.step("the same bundle again writes nothing", async () => {
    const before = await rowVersions();
    await page.getByRole("link", { name: "Migrate", exact: true }).click();
    await page.getByRole("link", { name: "Start an import" }).click();
    await page.getByRole("button", { name: "Try with sample data" }).click();
    await page.getByRole("button", { name: "Read and plan" }).click();
    await expect(page.getByRole("heading", { name: "Review the plan" })).toBeVisible();
    await page.getByLabel("Decisions file").setInputFiles(migrationFile);
    await page.getByRole("button", { name: "Apply and plan again" }).click();
    await page.getByRole("link", { name: "Continue to confirm" }).click();
    await page.getByRole("button", { name: "Import now: nothing to change" }).click();
    await page.getByRole("link", { name: "See the summary" }).click();
    await expect(page.getByText("Nothing was written: every record was there already")).toBeVisible();
    expect(await readColumn(page, summaryTable, "Unchanged")).toEqual(await directoryCounts());
    expect(await readColumn(page, summaryTable, "Created")).toEqual({});
    expect(await readColumn(page, summaryTable, "Updated")).toEqual({});
    expect(await rowVersions()).toEqual(before);
  });
});
