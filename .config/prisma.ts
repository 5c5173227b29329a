import { defineConfig } from "prisma/config";

const { DATABASE_URL } = process.env;

/** For Prisma's own commands; the product finds its database in lib/env.ts. */
export default defineConfig({
  schema: "../prisma/schema",
  migrations: { path: "../prisma/migrations" },
  ...(DATABASE_URL ? { datasource: { url: DATABASE_URL } } : {}),
});
