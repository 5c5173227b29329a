import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { readOutbox, sendMail } from "./send-mail.ts";

const mail = { to: "ada@example.com", subject: "Sign in", text: "https://example.com/#secret\n" };
const mailFrom = "Authio <authio@example.com>";

/** As much of a mail server as a client needs; `reply` is what it says to a recipient. */
async function startMailServer(reply: string, received: string[]): Promise<Server> {
  const server = createServer((socket) => {
    let isData = false;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
        received.push(line);
        if (isData) {
          if (line === ".") {
            isData = false;
            socket.write("250 taken\r\n");
          }
        } else if (line.startsWith("DATA")) {
          isData = true;
          socket.write("354 go on\r\n");
        } else if (line.startsWith("RCPT")) socket.write(`${reply}\r\n`);
        else if (line.startsWith("QUIT")) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("mail", () => {
  let prisma: PrismaClient;
  let server: Server | undefined;
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});

  beforeAll(async () => {
    prisma = prismaClient((await testDatabase()).url);
  });
  afterEach(async () => {
    printed.mockClear();
    server?.close();
    await prisma.outboxMessage.deleteMany();
  });
  afterAll(closeDatabasePools);

  const configFor = (started: Server) => {
    const smtpUrl = `smtp://127.0.0.1:${(started.address() as AddressInfo).port}`;
    return { prisma, mailFrom, smtpUrl, appUrl: "http://localhost:3000" };
  };

  it("goes to the mail server, and is neither printed nor kept", async () => {
    const received: string[] = [];
    server = await startMailServer("250 ok", received);
    await sendMail(configFor(server), mail);
    expect(received).toContain("RCPT TO:<ada@example.com>");
    expect(received).toContain("https://example.com/#secret");
    expect(printed).not.toHaveBeenCalled();
    expect(await prisma.outboxMessage.count()).toBe(0);
  });

  it("says so when the mail server refuses", async () => {
    server = await startMailServer("550 no such person", []);
    await expect(sendMail(configFor(server), mail)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("without one stays on a machine of one's own, printed and kept for a day", async () => {
    await sendMail({ prisma, mailFrom, smtpUrl: null, appUrl: "http://localhost:3000" }, mail);
    expect(printed).toHaveBeenCalledWith(expect.stringContaining("#secret"));
    expect(await readOutbox(prisma)).toMatchObject([{ recipient: "ada@example.com" }]);
    await prisma.outboxMessage.updateMany({ data: { createdAt: new Date(Date.now() - 25 * 3600_000) } });
    expect(await readOutbox(prisma)).toEqual([]);
    expect(await prisma.outboxMessage.count()).toBe(0);
  });

  it("without one goes nowhere else: not printed, not kept", async () => {
    const sending = sendMail(
      { prisma, mailFrom, smtpUrl: null, appUrl: "https://migrate.example.com" },
      mail,
    );
    await expect(sending).rejects.toMatchObject({ code: "misconfigured" });
    expect(printed).not.toHaveBeenCalled();
    expect(await prisma.outboxMessage.count()).toBe(0);
  });
});
