import { describe, expect, it } from "vitest";
import { schemaDifference } from "../../prisma/schema-difference.mjs";
import { testDatabase } from "./test-database.ts";

describe("the migrated database", () => {
  it("is what prisma/schema describes", async () => {
    const { url } = await testDatabase();
    // If this fails: `npm run db:author -- name` writes the migration that is missing.
    expect(await schemaDifference(url)).toBe("");
  });

  it("is told apart from an empty one", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    expect(await schemaDifference(url)).toContain('CREATE TABLE "users"');
  });
});
