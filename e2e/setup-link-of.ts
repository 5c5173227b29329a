import type { ChildProcess } from "node:child_process";

/**
 * The one-time link that the product prints at its first start.
 *
 * @param server runs `authio start`, its output piped
 * @throws Error when it ends, or prints no link within `timeoutMs`: then it is asked to end
 */
export function setupLinkOf(server: ChildProcess, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      server.kill("SIGTERM");
      reject(new Error(`The server did not start in ${timeoutMs / 60_000} minutes`));
    }, timeoutMs);
    let said = "";
    server.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http\S+\/setup\S*#\S+(?=\s)/.exec(said)?.[0];
      if (!link) return;
      clearTimeout(timer);
      resolve(link);
    });
    server.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${code}`));
    });
  });
}
