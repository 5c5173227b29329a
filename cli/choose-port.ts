import { createServer } from "node:net";
import { AppError } from "../lib/errors.ts";

const firstPort = 3000;
const lastPort = 3100;

/**
 * The port that the dashboard shall listen on: the wanted one, or the first that is free from 3000 on.
 *
 * @throws AppError `unavailable`, if it is taken, or all of them are
 */
export async function choosePort(host: string, wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    if (await canListen(host, wanted)) return wanted;
    throw new AppError(
      "unavailable",
      `Nothing can listen on port ${wanted} of ${host}: another program does, or it is not allowed.`,
      "Set PORT to a free one, or leave it out to get the next free one from 3000 on.",
    );
  }
  for (let port = firstPort; port <= lastPort; port += 1) {
    if (await canListen(host, port)) return port;
  }
  throw new AppError(
    "unavailable",
    `Every port from ${firstPort} to ${lastPort} is taken.`,
    "Set PORT to a free one.",
  );
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
