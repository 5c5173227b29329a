import path from "node:path";
import { defineConfig } from "@playwright/test";
import { browserFlags } from "./browser-flags.mjs";
import { resultsFolder } from "./results-folder.ts";

const { E2E_PORT = "3210", E2E_BROWSER } = process.env;

// Journeys of one dashboard and one directory: they run one after the other, in the order of their names.
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: path.join(resultsFolder, "failures"),
  globalSetup: "./start-server.ts",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: path.join(resultsFolder, "report.json") }]],
  use: {
    baseURL: `http://localhost:${E2E_PORT}`,
    screenshot: "only-on-failure",
    // Without a graphics card every frame of a spinner costs what the server is waiting for.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { args: browserFlags, ...(E2E_BROWSER ? { executablePath: E2E_BROWSER } : {}) },
  },
});
