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
    ],
  },
});
