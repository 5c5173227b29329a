import { createServer } from "node:http";
import { findCheckout } from "../lib/database/data-folder.ts";
import { closeDatabasePools } from "../lib/database/pool.ts";
import { readEnv } from "../lib/env.ts";
import { receiveRequest } from "../lib/identity/own-host.ts";
import { stopSignal, untilAborted } from "./stop-signals.ts";

/** Serves the dashboard until it is told to stop. `authio start` runs it as a process of its own. */
export async function serveWeb(): Promise<void> {
  const { HOST, PORT = 3000, APP_URL = `http://localhost:${PORT}` } = readEnv();
  const signal = stopSignal();
  const { default: next } = await import("next");
  const server = createServer();
  const app = next({
    dev: process.env.NODE_ENV === "development",
    dir: findCheckout() ?? ".",
    hostname: HOST,
    port: PORT,
    httpServer: server,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    const elsewhere = receiveRequest(request, APP_URL);
    if (elsewhere) response.writeHead(307, { location: elsewhere }).end();
    else handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(PORT, HOST, resolve);
  });
  process.send?.("ready");
  await untilAborted(signal);
  server.close();
  // Event streams never end by themselves; browsers come back when a server is there again.
  server.closeAllConnections();
  await app.close();
  await closeDatabasePools();
  process.exit(0);
}
