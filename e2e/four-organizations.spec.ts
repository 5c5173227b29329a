import { mkdirSync, writeFileSync } from "node:fs";
import { authio } from "./fixtures/command.ts";
import { createDatabase, dropDatabase, query, rowVersions } from "./fixtures/directory.ts";
import { expect, test } from "./fixtures/operators.ts";

const organizations = ["Acme, Inc.", "Acme Inc", "株式会社アクメ", "Общество"].map((name, index) => ({
  object: "organization",
  id: `org_01HZX4T7Q2M8K5N9R3${String(index).padStart(8, "0")}`,
  name,
  domains: [],
  created_at: `2024-01-0${index + 1}T00:00:00.000Z`,
}));

test("organizations named alike, and in other scripts, stay four, with readable slugs that never change", async ({
  page: _page,
}, testInfo) => {
  test.setTimeout(240_000);
  mkdirSync(testInfo.outputDir, { recursive: true });
  const pick = (order: number[]) => order.flatMap((index) => organizations[index] ?? []);
  async function bring(url: string, name: string, order: number[]) {
    const file = testInfo.outputPath(`${name}.json`);
    writeFileSync(file, JSON.stringify({ organizations: pick(order) }));
    const { exitCode, stderr } = await authio(
      ...["import", "workos", "--input", file, "--yes", "--json", "--database-url", url],
    );
    expect(exitCode, stderr).toBe(0);
  }
  const slugsIn = (url: string) =>
    query<{ name: string; slug: string }>(
      "SELECT name, slug FROM organizations ORDER BY source_key",
      [],
      url,
    );

  const together = await createDatabase("e2e_together");
  const oneByOne = await createDatabase("e2e_one_by_one");
  try {
    await bring(together, "first", [0, 1, 2, 3]);
    const slugs = await slugsIn(together);
    expect(slugs).toEqual([
      { name: "Acme, Inc.", slug: "acme-inc" },
      { name: "Acme Inc", slug: expect.stringMatching(/^acme-inc-[a-z0-9]{4,}$/) },
      { name: "株式会社アクメ", slug: "zhushihuisheakume" },
      { name: "Общество", slug: "obshchestvo" },
    ]);

    const versions = await rowVersions(together);
    await bring(together, "again", [2, 1, 3, 0]);
    expect(await slugsIn(together)).toEqual(slugs);
    expect(await rowVersions(together)).toEqual(versions);

    // The younger namesake comes first: the slug is free, so it gets it, and keeps it.
    await bring(oneByOne, "younger", [3, 1]);
    await bring(oneByOne, "older", [0, 2]);
    const alone = await slugsIn(oneByOne);
    expect(new Set(alone.map(({ slug }) => slug)).size).toBe(4);
    for (const { slug } of alone) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    await bring(oneByOne, "all", [3, 2, 1, 0]);
    expect(await slugsIn(oneByOne)).toEqual(alone);
  } finally {
    await dropDatabase(together);
    await dropDatabase(oneByOne);
  }
});
