import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { createEmulator, type Emulator } from "workos/emulate";
import { findTool } from "./find-tools.mjs";
import { authio } from "./fixtures/command.ts";
import { expect, test } from "./fixtures/operators.ts";

const run = promisify(execFile);
const apiKey = "sk_test_default";
const userCount = 430;
const organizationCount = 12;
const memberCount = 230;

let emulator: Emulator;

async function ask<Answer>(route: string, body?: object): Promise<Answer> {
  const response = await fetch(emulator.url + route, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok, route).toBe(true);
  return response.json();
}

test.beforeAll(async () => {
  emulator = await createEmulator({
    port: 0,
    seed: {
      apiKeys: { [apiKey]: { environment: "test" } },
      users: Array.from({ length: userCount }, (_, index) => ({
        // Every tenth address differs from the one before by its case only.
        email: index % 10 === 1 ? `Person${index - 1}@Example.com` : `person${index}@example.com`,
        email_verified: true,
      })),
      organizations: Array.from({ length: organizationCount }, (_, index) => ({ name: `Customer ${index}` })),
      connections: [{ name: "Okta", organization: "Customer 3", connection_type: "OktaSAML" }],
      roles: [{ slug: "billing", name: "Billing" }],
    },
  });
  const [organization] = (await ask<{ data: { id: string }[] }>("/organizations?limit=1")).data;
  let after = "";
  let added = 0;
  while (added < memberCount) {
    const page = await ask<{ data: { id: string }[]; list_metadata: { after: string } }>(
      `/user_management/users?limit=100&order=asc${after && `&after=${after}`}`,
    );
    after = page.list_metadata.after;
    for (const { id } of page.data.slice(0, memberCount - added)) {
      await ask("/user_management/organization_memberships", {
        user_id: id,
        organization_id: organization?.id,
      });
      added++;
    }
  }
});

test.afterAll(() => emulator.close());

for (const [tab, testId, fileName, command] of [
  ["curl and jq", "snippet-bash", "workos-bundle.sh", "bash"],
  ["Node", "snippet-node", "workos-bundle.mjs", process.execPath],
] as const) {
  test(`the ${tab} script of step 1, as it stands on the page, brings home what the command can plan`, async ({
    signedInPage: page,
  }, testInfo) => {
    expect(findTool("jq") && findTool("curl")).toBe(true);
    mkdirSync(testInfo.outputDir, { recursive: true });
    const script = testInfo.outputPath(fileName);
    const bundle = testInfo.outputPath("workos.json");

    await page.goto("/migrate/workos");
    await page.getByRole("tab", { name: "Build a bundle" }).click();
    await page.getByRole("tab", { name: tab }).click();
    writeFileSync(script, (await page.getByTestId(testId).textContent()) ?? "");
    const downloading = page.waitForEvent("download");
    await page
      .getByRole("figure")
      .filter({ hasText: fileName })
      .getByRole("button", { name: "Download" })
      .click();
    const downloaded = testInfo.outputPath("downloaded");
    await (await downloading).saveAs(downloaded);
    expect(readFileSync(downloaded, "utf8")).toBe(readFileSync(script, "utf8"));

    await run(command, [script], {
      cwd: testInfo.outputDir,
      env: { ...process.env, WORKOS_API_URL: emulator.url, WORKOS_API_KEY: apiKey },
    });
    const { exitCode, stdout, stderr } = await authio(
      "import",
      "workos",
      "-i",
      bundle,
      "--dry-run",
      "--json",
    );
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout).stats).toMatchObject({
      source_users: userCount,
      merged_source_users: (userCount / 10) * 2,
      merged_people: userCount / 10,
      users_created: userCount - userCount / 10,
      source_orgs: organizationCount,
      orgs_created: organizationCount,
      source_memberships: memberCount,
      memberships_created: memberCount - memberCount / 10,
      sso_connections_created: 1,
      blockers: 0,
    });
  });
}
