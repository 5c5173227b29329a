import { setTimeout as sleep } from "node:timers/promises";
import { findCheckout } from "../lib/database/data-folder.ts";
import { openDatabase } from "../lib/database/open-database.ts";
import { closeDatabasePools } from "../lib/database/pool.ts";
import { prismaClient } from "../lib/database/prisma.ts";
import { encryptionKey, readEnv } from "../lib/env.ts";
import { AppError } from "../lib/errors.ts";
import { ensureSetupLink } from "../lib/identity/setup-link.ts";
import { buildDashboard } from "./build-dashboard.ts";
import { choosePort } from "./choose-port.ts";
import { stopSignal } from "./stop-signals.ts";
import { supervise } from "./supervise.ts";

const databaseCheckMs = 2_000;

/** Runs the whole product: database, migrations, dashboard and one worker, until Ctrl+C or SIGTERM. */
export async function start({ isDevelopment }: { isDevelopment: boolean }): Promise<void> {
  const checkout = findCheckout();
  if (!checkout) {
    throw new AppError(
      "misconfigured",
      "The dashboard is not part of the installed command.",
      "Clone the repository and run `npm ci && npm start` in it. Everything else works from here.",
    );
  }
  const signal = stopSignal();
  const env = readEnv();
  // A taken port is told before a minute of building; which one is free is found out after it.
  await choosePort(env.HOST, env.PORT);
  const key = encryptionKey();
  const database = await openDatabase();
  try {
    if (!isDevelopment) await buildDashboard(checkout, signal);
    if (signal.aborted) return;
    const port = await choosePort(env.HOST, env.PORT);
    const appUrl = env.APP_URL ?? `http://localhost:${port}`;
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: isDevelopment ? "development" : "production",
      DATABASE_URL: database.url,
      APP_ENCRYPTION_KEY: key,
      APP_URL: appUrl,
      HOST: env.HOST,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: "1",
    };
    const web = supervise("web", environment);
    const worker = supervise("worker", environment);
    web.ready.then(() => greet(database.url, appUrl)).catch((error) => console.error(error));
    while (!signal.aborted) {
      await sleep(databaseCheckMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await database.ensureRunning();
    }
    await Promise.all([web.stop(), worker.stop()]);
  } finally {
    await closeDatabasePools();
    await database.release();
  }
}

async function greet(databaseUrl: string, appUrl: string) {
  console.log(`\nAuthio Migrate is at ${appUrl}`);
  const link = await ensureSetupLink({ prisma: prismaClient(databaseUrl), appUrl });
  if (link) console.log(`Become its first administrator, within a day: ${link}`);
}
