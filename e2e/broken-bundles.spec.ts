import { gzipSync } from "node:zlib";
import { emptyDirectory, query } from "./fixtures/directory.ts";
import { holdAnswers } from "./fixtures/late-answers.ts";
import { expect, test } from "./fixtures/operators.ts";
import { importId, startImport, upload } from "./fixtures/wizard.ts";

const good = JSON.stringify({
  users: [{ id: "user_1", email: "ada@example.com", email_verified: true }],
  organizations: [{ id: "org_1", name: "Acme", domains: [] }],
});
const bombBytes = 64 * 1024 * 1024;

/** Broken in every way that we know, each with what is wrong, where, and what to do. */
const broken: { name: string; content: string | Buffer; what: RegExp; where: RegExp; whatToDo: RegExp }[] = [
  {
    name: "page.json",
    content: "<!doctype html><title>404</title>",
    what: /expected "\{", found "<"/,
    where: /page\.json, byte 0/,
    whatToDo: /Check that this is the file the export wrote/,
  },
  {
    name: "truncated.json",
    content: good.slice(0, 40),
    what: /the file ends in the middle/,
    where: /truncated\.json, users\[0\], byte 40/,
    whatToDo: /Copy it again, or export again/,
  },
  {
    name: "null.json",
    content: '{"organizations": [], "users": null}',
    what: /expected a list of users, received null/,
    where: /null\.json, users, byte 31/,
    whatToDo: /failed there with a 404 or a missing permission/,
  },
  {
    name: "object.json",
    content: '{"users": {}}',
    what: /expected a list of users, received an empty object/,
    where: /object\.json, users, byte 10/,
    whatToDo: /failed there with a 404 or a missing permission/,
  },
  {
    name: "list.json",
    content: '[{"id": "user_1"}]',
    what: /expected an object of lists, found a list/,
    where: /list\.json, byte 0/,
    whatToDo: /A bundle is one JSON object of lists/,
  },
  {
    name: "bomb.json.gz",
    content: gzipSync(Buffer.alloc(bombBytes, " ")),
    what: /unpacks to more than/,
    where: /bomb\.json\.gz, byte \d+/,
    whatToDo: /No real bundle packs that well/,
  },
  {
    name: "damaged.json.gz",
    content: gzipSync(good).subarray(0, 60),
    what: /damaged|middle|corrupt/,
    where: /damaged\.json\.gz/,
    whatToDo: /Copy it again/,
  },
];

const asFile = (name: string, content: string | Buffer) => ({
  name,
  mimeType: name.endsWith(".gz") ? "application/gzip" : "application/json",
  buffer: Buffer.from(content),
});

/** Host and process id of the worker that had the import last. */
async function workerOf(id: string): Promise<string> {
  const [lease] = await query<{ owner: string }>("SELECT owner FROM import_leases WHERE import_id = $1", [
    id,
  ]);
  return lease?.owner ?? "nobody";
}

test("a broken bundle says what, where and what to do, and can be replaced until it is a good one", async ({
  signedInPage: page,
}) => {
  await emptyDirectory();
  await startImport(page, "Broken");
  const read = page.getByRole("button", { name: "Read and plan" });
  const workers: string[] = [];

  for (const { name, content, what, where, whatToDo } of broken) {
    await test.step(name, async () => {
      await upload(page, [asFile(name, content)]);
      await read.click();
      const problem = page.getByRole("alert").filter({ hasText: "The bundle could not be read" });
      await expect(problem).toContainText(where);
      await expect(problem).toContainText(what);
      await expect(problem).toContainText(whatToDo);
      workers.push(await workerOf(importId(page)));
      await page.reload();
      await expect(problem).toContainText(where);
      await page.getByRole("button", { name: `Remove ${name}` }).click();
      await expect(page.getByText("Choose a file first.")).toBeVisible();
    });
  }

  await test.step("what is no bundle at all is refused before it is sent", async () => {
    await page
      .getByLabel("Bundle files")
      .setInputFiles([asFile("users.csv", "id,email"), asFile("empty.json", "")]);
    await expect(page.getByRole("status").filter({ hasText: "users.csv" })).toContainText("Step 1 shows how");
    await expect(page.getByRole("status").filter({ hasText: "empty.json" })).toContainText(
      "The file is empty",
    );
  });

  await test.step("the good one is read by the worker that met all of the others", async () => {
    await upload(page, [asFile("workos.json", good)]);
    await read.click();
    await expect(page.getByRole("heading", { name: "Review the plan" })).toBeVisible();
    await expect(page.getByText("1 user at the source, 1 person in the directory")).toBeVisible();
    // A worker that died and came back would have another process id.
    expect(new Set([...workers, await workerOf(importId(page))]).size).toBe(1);
  });
});

test("an answer from before does not bring a removed file back", async ({ signedInPage: page }) => {
  await emptyDirectory();
  await startImport(page, "Removed");
  await upload(page, [asFile("workos.json", good)]);

  const letGo = await holdAnswers(page, `**/api/imports/${importId(page)}`);
  // A page asks once more for what it was sent with.
  const asked = page.waitForRequest(`**/api/imports/${importId(page)}`);
  await page.reload();
  await asked;

  await page.getByRole("button", { name: "Remove workos.json" }).click();
  await expect(page.getByText("Choose a file first.")).toBeVisible();
  const answered = page.waitForResponse(`**/api/imports/${importId(page)}`);
  letGo();
  await answered;
  await page.unrouteAll({ behavior: "wait" });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  await expect(page.getByText("Choose a file first.")).toBeVisible({ timeout: 1 });
});
