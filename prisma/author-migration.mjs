import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { importTypescript } from "../cli/import-typescript.mjs";
import { schemaDifference } from "./schema-difference.mjs";

// `npm run db:author` prints the SQL that prisma/migrations lacks to arrive at prisma/schema;
// `npm run db:author -- add_something` writes it as a migration. Read it before you commit it.

const { acquireEmbeddedPostgres } = await importTypescript("lib/database/embedded-postgres.ts");
const { migrate } = await importTypescript("lib/database/migrate.ts");

const name = process.argv[2];
const dataFolder = mkdtempSync(path.join(tmpdir(), "authio-author-"));
chmodSync(dataFolder, 0o755);
const server = await acquireEmbeddedPostgres({ dataFolder });
try {
  await migrate(server.url);
  const sql = await schemaDifference(server.url);
  if (!sql) {
    console.error("Nothing to write: the migrations lead to prisma/schema already.");
  } else if (!name) {
    process.stdout.write(sql);
  } else {
    const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
    const folder = path.join(import.meta.dirname, "migrations", `${stamp}_${name.replaceAll(/\W+/g, "_")}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, "migration.sql"), sql);
    console.error(
      `Wrote ${path.relative(process.cwd(), folder)}/migration.sql: read it before you commit it.`,
    );
  }
} finally {
  await server.release();
  rmSync(dataFolder, { recursive: true, force: true });
}
process.exit(0);
