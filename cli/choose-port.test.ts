import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { choosePort } from "./choose-port.ts";

let other: ReturnType<typeof createServer>;
let port: number;

beforeEach(async () => {
  other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  port = (other.address() as AddressInfo).port;
});
afterEach(() => other.close());

it("says that a wanted port is taken", async () => {
  await expect(choosePort("127.0.0.1", port)).rejects.toMatchObject({
    code: "unavailable",
    message: `Nothing can listen on port ${port} of 127.0.0.1: another program does, or it is not allowed.`,
  });
});

it("takes a wanted port that is free", async () => {
  await new Promise((resolve) => other.close(resolve));
  expect(await choosePort("127.0.0.1", port)).toBe(port);
});

it("takes one that is free where none is wanted", async () => {
  const free = await choosePort("127.0.0.1");
  expect(free).toBeGreaterThanOrEqual(3000);
  expect(free).toBeLessThanOrEqual(3100);
});
