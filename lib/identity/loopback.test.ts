import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { isLoopbackHost, isLoopbackRequest, peerAddressHeader } from "./loopback.ts";
import { receiveRequest } from "./own-host.ts";

describe("isLoopbackHost", () => {
  it.each(["localhost", "localhost:3000", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000", "app.localhost"])(
    "takes %s for this machine",
    (host) => expect(isLoopbackHost(host)).toBe(true),
  );
  it.each([
    "example.com",
    "localhost.example.com",
    "127.0.0.1.example.com",
    "10.0.0.1",
    "0.0.0.0",
    "[::2]:3000",
    "",
  ])("takes %s for another", (host) => expect(isLoopbackHost(host)).toBe(false));
});

describe("isLoopbackRequest", () => {
  const direct = {
    host: "localhost:3000",
    [peerAddressHeader]: "::ffff:127.0.0.1",
    "x-forwarded-for": "127.0.0.1",
  };

  it("accepts a browser on this machine", () => {
    expect(isLoopbackRequest(new Headers(direct))).toBe(true);
  });

  it.each<[Record<string, string>, string]>([
    [{ host: "tunnel.example.com" }, "another host name"],
    [{ [peerAddressHeader]: "192.168.1.7" }, "another machine that claims our host name"],
    [{ "x-forwarded-for": "203.0.113.7, 127.0.0.1" }, "a proxy on this machine"],
    [{ "x-forwarded-host": "tunnel.example.com" }, "a tunnel to this machine"],
    [{ forwarded: "for=203.0.113.7" }, "a proxy of the other kind"],
  ])("refuses %j: %s", (headers) => {
    expect(isLoopbackRequest(new Headers({ ...direct, ...headers }))).toBe(false);
  });

  it("refuses a request that our own server did not receive", () => {
    expect(isLoopbackRequest(new Headers({ host: "localhost:3000" }))).toBe(false);
  });
});

describe("receiveRequest", () => {
  function request(host: string, url = "/setup?a=1") {
    const message = new IncomingMessage(new Socket());
    Object.assign(message, { method: "GET", url, headers: { host, [peerAddressHeader]: "127.0.0.1" } });
    return message;
  }

  it("sends a reader who typed 127.0.0.1 to localhost, where passkeys work", () => {
    expect(receiveRequest(request("127.0.0.1:3000"), "http://localhost:3000")).toBe(
      "http://localhost:3000/setup?a=1",
    );
  });

  it.each(["localhost:3000", "127.0.0.1:8080", "example.com:3000"])("leaves %s alone", (host) => {
    expect(receiveRequest(request(host), "http://localhost:3000")).toBeNull();
  });

  it("never sends a reader to another site", () => {
    const elsewhere = receiveRequest(request("127.0.0.1:3000", "//evil.example/"), "http://localhost:3000");
    expect(new URL(elsewhere ?? "http://localhost:3000").origin).toBe("http://localhost:3000");
  });

  it("does not believe a caller who names their own address", () => {
    const message = request("localhost:3000");
    receiveRequest(message, "http://localhost:3000");
    expect(message.headers[peerAddressHeader]).toBe("");
  });
});
