import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { buildEmulatorBundles } from "./emulator-bundle.ts";
import { authio } from "./fixtures/command.ts";
import {
  createDatabase,
  directoryCounts,
  dropDatabase,
  emptyDirectory,
  query,
  rowVersions,
  serverDatabase,
} from "./fixtures/directory.ts";
import { directoryIn, expectedDirectory } from "./fixtures/expected-directory.ts";
import { expect, test } from "./fixtures/operators.ts";
import { importId, readColumn, startImport, summaryTable, upload } from "./fixtures/wizard.ts";

test("thousands of records of the official emulator arrive by browser and by command, one time", async ({
  signedInPage: page,
}, testInfo) => {
  test.setTimeout(400_000);
  await emptyDirectory();
  mkdirSync(testInfo.outputDir, { recursive: true });
  const made = await buildEmulatorBundles(testInfo.outputDir);
  const packed = `${made.files.staging}.gz`;
  writeFileSync(packed, gzipSync(readFileSync(made.files.staging)));
  const expected = expectedDirectory({
    ...made,
    connections: made.connections.filter(({ isEnterprise }) => isEnterprise).map(({ id }) => id),
  });
  expect(new Set(made.memberships.map(({ status }) => status)).size).toBe(3);
  expect(expected.people.length).toBeLessThan(expected.sources.length - 300);

  await test.step("both environments are uploaded as one bundle, one of them packed", async () => {
    await startImport(page, "Emulator");
    await upload(page, [made.files.production, packed]);
    await page.getByRole("button", { name: "Read and plan" }).click();
    await expect(page.getByRole("heading", { name: "Review the plan" })).toBeVisible();
  });

  await test.step("the plan is the one that the command prints, byte for byte", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "plan.json" }).click();
    const plan = testInfo.outputPath("plan.json");
    await (await download).saveAs(plan);
    const inputs = ["--input", made.files.production, packed];
    const { stdout, exitCode } = await authio("import", "workos", ...inputs, "--dry-run", "--json");
    expect(exitCode).toBe(0);
    expect(readFileSync(plan, "utf8") === stdout).toBe(true);
  });

  await test.step("the browser's import is what Postgres holds", async () => {
    await page.getByRole("link", { name: "Continue to confirm" }).click();
    await page.getByRole("button", { name: /^Import now: create/ }).click();
    await page.getByRole("link", { name: "See the summary" }).click();
    await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
    const counts = await directoryCounts();
    expect(await readColumn(page, summaryTable, "In the directory")).toEqual(counts);
    expect(await readColumn(page, summaryTable, "Created")).toEqual(counts);
    const fetched = await readColumn(page, summaryTable, "Fetched");
    expect(fetched).toMatchObject({
      People: made.users.length,
      Organizations: made.organizations.length,
      Memberships: made.memberships.length,
      "SSO connections": made.connections.length,
    });
    expect(await directoryIn(serverDatabase())).toEqual(expected);
    const [log] = await query(
      `SELECT count(*)::int AS lines, count(DISTINCT (kind, target_id))::int AS records
       FROM import_log WHERE import_id = $1 AND result = 'created'`,
      [importId(page)],
    );
    const total = Object.values(counts).reduce((sum, rows) => sum + rows, 0);
    expect(log).toEqual({ lines: total, records: total });
  });

  const bundle = ["--input", made.files.production, packed, "--source-name", "Emulator", "--yes", "--json"];
  const second = await createDatabase("e2e_second");
  try {
    await test.step("the command brings the same into another database", async () => {
      const { exitCode, stderr } = await authio("import", "workos", ...bundle, "--database-url", second);
      expect(exitCode, stderr).toBe(0);
      expect(await directoryIn(second)).toEqual(expected);
      expect(await directoryCounts(second)).toEqual(await directoryCounts());
    });

    await test.step("run again, it writes nothing: there, and where the browser has imported", async () => {
      for (const url of [second, serverDatabase()]) {
        const before = await rowVersions(url);
        const { exitCode, stderr } = await authio("import", "workos", ...bundle, "--database-url", url);
        expect(exitCode, stderr).toBe(0);
        expect(await rowVersions(url)).toEqual(before);
      }
    });
  } finally {
    await dropDatabase(second);
  }

  await test.step("what the command did shows in the browser as unchanged", async () => {
    await page.goto("/migrate");
    const commanded = page.getByRole("row").filter({ hasText: "command line" });
    await commanded.getByRole("link", { name: "Emulator" }).click();
    await expect(page.getByRole("heading", { name: "Complete", exact: true })).toBeVisible();
    expect(await readColumn(page, summaryTable, "Unchanged")).toEqual(await directoryCounts());
    await expect(page.getByText("Nothing was written: every record was there already")).toBeVisible();
  });
});
