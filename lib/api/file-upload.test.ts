import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ApiError } from "./client.ts";
import type { ImportFile } from "./contract.ts";
import { FileUpload, type UploadCalls } from "./file-upload.ts";

const partBytes = 10;
const content = Uint8Array.from({ length: 95 }, (_, n) => n);
const refusal = (status: number) => new ApiError(status, "x", "no", null);

/** A server in memory that keeps parts, checks hashes, and fails when it is told to. */
function storage(stored: Map<number, Uint8Array> = new Map()) {
  const seen: number[] = [];
  let troubles: (ApiError | null)[] = [];
  let hold: Promise<void> = Promise.resolve();
  let running = 0;
  let mostAtOnce = 0;
  const target = (): ImportFile => ({
    id: "file_1",
    name: "workos.json",
    sizeBytes: content.length,
    partBytes,
    isComplete: false,
    uploadedParts: [...stored.keys()],
  });
  const calls: UploadCalls = {
    async putPart(part, signal) {
      seen.push(part.number);
      mostAtOnce = Math.max(mostAtOnce, ++running);
      try {
        await hold;
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal.throwIfAborted();
        const trouble = troubles.shift();
        if (trouble) throw trouble;
        const bytes = new Uint8Array(await part.bytes.arrayBuffer());
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(part.sha256);
        const before = stored.get(part.number);
        if (before && Buffer.compare(before, bytes) !== 0) throw refusal(409);
        stored.set(part.number, bytes);
      } finally {
        running--;
      }
    },
    async complete() {
      return { ...target(), isComplete: true };
    },
  };
  return {
    stored,
    seen,
    calls,
    target,
    fail: (...next: (ApiError | null)[]) => {
      troubles = next;
    },
    holdUntil: (promise: Promise<void>) => {
      hold = promise;
    },
    mostAtOnce: () => mostAtOnce,
    whole: () => Buffer.concat([...stored].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)),
  };
}

const uploadTo = (server: ReturnType<typeof storage>, bytes = content) =>
  new FileUpload(server.target(), new Blob([bytes]), server.calls, 1);

describe("an upload", () => {
  it("stores every byte, at most three parts at a time", async () => {
    const server = storage();
    const upload = uploadTo(server);
    await upload.start();
    expect(upload.snapshot()).toMatchObject({ status: "done", bytesStored: 95, bytesTotal: 95 });
    expect(server.whole()).toEqual(Buffer.from(content));
    expect(server.mostAtOnce()).toBe(3);
  });

  it("sends only what is missing, and one stored part to see that it is the same file", async () => {
    const server = storage(
      new Map([
        [2, content.slice(20, 30)],
        [3, content.slice(30, 40)],
      ]),
    );
    await uploadTo(server).start();
    expect(server.seen[0]).toBe(2);
    expect(server.seen).not.toContain(3);
    expect(server.whole()).toEqual(Buffer.from(content));
  });

  it("refuses to mix another file of the same size into a stored one", async () => {
    const server = storage(new Map([[0, content.slice(0, 10)]]));
    const upload = uploadTo(
      server,
      content.map((byte) => byte ^ 1),
    );
    await upload.start();
    expect(upload.snapshot()).toMatchObject({ status: "failed", error: { status: 409 } });
    expect(server.seen).toEqual([0]);
  });

  it("comes through passing trouble without sending a stored part twice", async () => {
    const server = storage();
    server.fail(refusal(503), null, refusal(0), refusal(429));
    const upload = uploadTo(server);
    const statuses = new Set<string>();
    upload.subscribe(() => statuses.add(upload.snapshot().status));
    await upload.start();
    expect(upload.snapshot().status).toBe("done");
    expect(statuses).toContain("retrying");
    expect(server.seen).toHaveLength(10 + 3);
  });

  it("stops at a refusal instead of hammering, and goes on when started again", async () => {
    const server = storage();
    server.fail(refusal(413));
    const upload = uploadTo(server);
    await upload.start();
    expect(upload.snapshot()).toMatchObject({ status: "failed", error: { status: 413 } });
    expect(server.seen.length).toBeLessThanOrEqual(3);
    await upload.start();
    expect(upload.snapshot()).toMatchObject({ status: "done", error: null });
    expect(server.whole()).toEqual(Buffer.from(content));
  });

  it("pauses at once and resumes with what is missing", async () => {
    const server = storage();
    let release = () => {};
    server.holdUntil(new Promise((resolve) => (release = resolve)));
    const upload = uploadTo(server);
    const first = upload.start();
    await new Promise((resolve) => setTimeout(resolve, 5));
    upload.pause();
    expect(upload.snapshot().status).toBe("paused");
    release();
    await first;
    expect(upload.snapshot().status).toBe("paused");
    await upload.start();
    expect(upload.snapshot().status).toBe("done");
    expect(server.whole()).toEqual(Buffer.from(content));
  });
});
