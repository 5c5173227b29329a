import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
const exclude = ["**/node_modules/**", "**/.next/**", "**/dist/**", "**/.data/**", "e2e/**"];

export default defineConfig({
  test: {
    // Modules are loaded once a worker, not once a file: no test may leave anything behind in them.
    isolate: false,
    // As the command does (cli/main.ts).
    execArgv: ["--wasm-tiering-budget=180000000"],
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.int.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["**/*.int.test.ts"],
          exclude,
          globalSetup: ["lib/database/test-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What of them is SQL of our own, once more on the oldest Postgres that the product takes.
        resolve: { alias },
        test: {
          name: "oldest-postgres",
          include: [
            "lib/{database/{migrate,pool},directory/*}.int.test.ts",
            "lib/imports/{apply-import,authority,compared-in-line,diff-import,keys-at-once,merge-explorer,undo-import,write-plan}.int.test.ts",
            "lib/imports/{retention/*,schedules/nights}.int.test.ts",
          ],
          exclude,
          globalSetup: ["lib/database/test-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
