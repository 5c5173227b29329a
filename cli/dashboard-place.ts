import { readEnv } from "../lib/env.ts";

/** Where an import is in the dashboard: its address if APP_URL says it, else the path. */
export function dashboardPlace(importId: string): string {
  const { APP_URL } = readEnv();
  const path = `/migrate/workos/${importId}`;
  return APP_URL ? new URL(path, APP_URL).href : `${path} of the dashboard`;
}
