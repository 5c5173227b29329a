import path from "node:path";
import { defineConfig } from "@playwright/test";
import { browserFlags } from "./browser-flags.mjs";

const { E2E_PORT = "3210", E2E_BROWSER } = process.env;
const results = path.resolve(import.meta.dirname, "../test-results");

// Journeys of one dashboard and one directory: they run one after the other, in the order of their names.
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: path.join(results, "e2e"),
  globalSetup: "./start-server.ts",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: path.join(results, "e2e.json") }]],
  use: {
    baseURL: `http://localhost:${E2E_PORT}`,
    screenshot: "only-on-failure",
    // Without a graphics card every frame of a spinner costs what the server is waiting for.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { args: browserFlags, ...(E2E_BROWSER ? { executablePath: E2E_BROWSER } : {}) },
  },
});
