import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { WorkosEnvironment } from "./workos-environment.ts";

/**
 * One address for several environments, told apart by their keys, as WorkOS does it. Unknown keys get 401.
 *
 * @param admit a request goes on when it resolves
 */
export async function startWorkosGateway(
  environments: readonly Pick<WorkosEnvironment, "key" | "front">[],
  { port = 0, admit }: { port?: number; admit?: (address: string) => Promise<void> } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const fronts = new Map(environments.map(({ key, front }) => [`Bearer ${key}`, front]));
  const server = createServer(async (request, response) => {
    await admit?.(request.url ?? "");
    const front = fronts.get(request.headers.authorization ?? "");
    if (front) front.handle(request, response);
    else response.writeHead(401).end('{"message":"Unauthorized"}');
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
