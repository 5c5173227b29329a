import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { acquireEmbeddedPostgres } from "../lib/database/embedded-postgres.ts";
import { setupLinkOf } from "./setup-link-of.ts";

const root = path.resolve(import.meta.dirname, "..");
const startTimeoutMs = 120_000;

/**
 * Starts the product as a user does, on an empty data folder, and stops it after the last journey.
 * Journeys find in their environment: E2E_DATA_FOLDER, E2E_DATABASE_URL, E2E_SETUP_LINK, the one-time link that the
 * first start prints, and E2E_WORKOS_PORT, where the server looks for WorkOS. The server's output is in test-results/server.log.
 */
export default async function startServer() {
  const { E2E_PORT = "3210" } = process.env;
  const dataFolder = mkdtempSync(path.join(tmpdir(), "authio-e2e-"));
  chmodSync(dataFolder, 0o755);
  mkdirSync(path.join(root, "test-results"), { recursive: true });
  const workosPort = await freePort();
  const log = createWriteStream(path.join(root, "test-results/server.log"));

  const server = spawn(process.execPath, [path.join(root, "dist/authio.mjs"), "start"], {
    cwd: root,
    env: {
      ...process.env,
      AUTHIO_DATA_FOLDER: dataFolder,
      PORT: E2E_PORT,
      HOST: "localhost",
      APP_URL: "",
      DATABASE_URL: "",
      SMTP_URL: "",
      WORKOS_API_URL: `http://127.0.0.1:${workosPort}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stdout.pipe(log, { end: false });
  server.stderr.pipe(log, { end: false });

  const setupLink = await setupLinkOf(server, startTimeoutMs).catch((error: Error) => {
    throw new Error(`${error.message}. See test-results/server.log.`);
  });

  const database = await acquireEmbeddedPostgres({ dataFolder });
  process.env.E2E_WORKOS_PORT = String(workosPort);
  process.env.E2E_DATA_FOLDER = dataFolder;
  process.env.E2E_DATABASE_URL = database.url;
  process.env.E2E_SETUP_LINK = setupLink;

  return async () => {
    const exited = once(server, "exit");
    server.kill("SIGTERM");
    await exited;
    await database.release();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
