import path from "node:path";

/** Where the journeys leave what they saw: `report.json`, `server.log` and, of those that failed, `failures`. */
export const resultsFolder =
  process.env.E2E_RESULTS ?? path.resolve(import.meta.dirname, "../test-results/e2e");
