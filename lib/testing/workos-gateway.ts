import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { WorkosEnvironment } from "./workos-environment.ts";

/** One address for several environments, told apart by their keys, as WorkOS does it. Unknown keys get 401. */
export async function startWorkosGateway(
  environments: readonly Pick<WorkosEnvironment, "key" | "front">[],
): Promise<{ url: string; close(): Promise<void> }> {
  const fronts = new Map(environments.map(({ key, front }) => [`Bearer ${key}`, front]));
  const server = createServer((request, response) => {
    const front = fronts.get(request.headers.authorization ?? "");
    if (front) front.handle(request, response);
    else response.writeHead(401).end('{"message":"Unauthorized"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
