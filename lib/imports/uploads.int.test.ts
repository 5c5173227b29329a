import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ImportFile } from "../api/contract.ts";
import { type Database, databaseAt } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { bundleFilesOf } from "./bundle-files.ts";
import { completeFile } from "./complete-file.ts";
import { createImport } from "./create-import.ts";
import { declareFile, partBytes } from "./declare-file.ts";
import { getImport } from "./get-import.ts";
import { removeFile } from "./remove-file.ts";
import { storePart } from "./store-part.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function* inPieces(bytes: Uint8Array, pieceBytes = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

describe("uploading a file", () => {
  let db: Database;
  let importId: string;
  /** Two whole parts and a bit. */
  const content = Buffer.alloc(2 * partBytes + 1234, randomBytes(100_000));

  beforeAll(async () => {
    db = databaseAt((await testDatabase()).url);
  });
  beforeEach(async () => {
    importId = (await createImport(db, actor, { originName: "WorkOS" })).id;
  });
  afterAll(closeDatabasePools);

  const declare = () => declareFile(db, actor, importId, { name: "workos.json", sizeBytes: content.length });
  const partOf = (number: number) => content.subarray(number * partBytes, (number + 1) * partBytes);
  const send = (
    file: ImportFile,
    number: number,
    bytes: Uint8Array = partOf(number),
    sha256 = sha256Of(bytes),
  ) => storePart(db, actor, { importId, fileId: file.id, number, sha256, bytes: inPieces(bytes) });
  const complete = (file: ImportFile) => completeFile(db, actor, importId, file.id);

  async function upload(): Promise<ImportFile> {
    const file = await declare();
    for (const number of [0, 1, 2]) await send(file, number);
    return complete(file);
  }
  async function storedSha256(): Promise<string> {
    const [stored] = await bundleFilesOf(db, importId);
    const hash = createHash("sha256");
    for await (const bytes of stored?.open() ?? []) hash.update(bytes);
    return hash.digest("hex");
  }
  const setState = async (...states: string[]) => {
    for (const state of states) await db.prisma.import.update({ where: { id: importId }, data: { state } });
  };

  it("gives back the very bytes, whatever the order of the parts", async () => {
    const file = await declare();
    for (const number of [2, 0, 1]) await send(file, number);
    expect(await complete(file)).toMatchObject({ isComplete: true, uploadedParts: [0, 1, 2] });
    expect(await storedSha256()).toBe(sha256Of(content));
  });

  it("keeps parts apart of which the next begins as the last byte of one has come", async () => {
    const file = await declare();
    let next = Promise.resolve();
    const bytes = (async function* () {
      yield* inPieces(partOf(0));
      next = send(file, 1);
    })();
    await storePart(db, actor, {
      importId,
      fileId: file.id,
      number: 0,
      sha256: sha256Of(partOf(0)),
      bytes,
    });
    await next;
    await send(file, 2);
    await complete(file);
    expect(await storedSha256()).toBe(sha256Of(content));
  });

  it("refuses a part whose bytes are not the announced ones, and stores nothing of it", async () => {
    const file = await declare();
    await expect(send(file, 0, partOf(0), sha256Of(partOf(1)))).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect((await getImport(db, actor, importId)).files).toMatchObject([{ uploadedParts: [] }]);
  });

  it("refuses a part that is too short or too long, a long one before it has come whole", async () => {
    const file = await declare();
    await expect(send(file, 0, partOf(0).subarray(1))).rejects.toMatchObject({ code: "invalid_input" });
    let pieces = 0;
    const endless = (async function* () {
      for (;;) {
        pieces++;
        yield new Uint8Array(partBytes);
      }
    })();
    const part = { importId, fileId: file.id, number: 0, sha256: sha256Of(content), bytes: endless };
    await expect(storePart(db, actor, part)).rejects.toMatchObject({ code: "too_large" });
    expect(pieces).toBe(2);
    await expect(send(file, 3, new Uint8Array(1))).rejects.toMatchObject({ code: "invalid_input" });
    await expect(send(file, -1, new Uint8Array(1))).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("takes the same part twice, even at once, and refuses another content in its place", async () => {
    const file = await declare();
    await Promise.all([send(file, 0), send(file, 0)]);
    await send(file, 0);
    await expect(send(file, 0, partOf(1))).rejects.toMatchObject({ code: "conflict" });
    expect(await db.prisma.importFilePart.count({ where: { fileId: file.id } })).toBe(1);
  });

  it("goes on where it stopped when the same file is picked again", async () => {
    const first = await declare();
    await send(first, 1);
    const second = await declare();
    expect(second).toEqual({ ...first, uploadedParts: [1] });
    expect((await getImport(db, actor, importId)).files).toHaveLength(1);
  });

  it("does not end before every part is there, and nobody reads it before it has", async () => {
    const file = await declare();
    await send(file, 0);
    await send(file, 2);
    await expect(complete(file)).rejects.toThrow("1 of the parts of workos.json are missing.");
    await expect(bundleFilesOf(db, importId)).rejects.toMatchObject({ code: "conflict" });
    await send(file, 1);
    await complete(file);
    await complete(file);
  });

  it("does not take the same file twice", async () => {
    await upload();
    await expect(declare()).rejects.toMatchObject({ code: "conflict" });
  });

  it("takes an import in review back to draft, without its plan", async () => {
    const file = await upload();
    await setState("reading", "planning", "review");
    await db.prisma.import.update({
      where: { id: importId },
      data: { planHash: "x", planSummary: {}, planStats: {}, plannedAt: new Date() },
    });
    await removeFile(db, actor, importId, file.id);
    expect(await getImport(db, actor, importId)).toMatchObject({
      state: "draft",
      files: [],
      plannedAt: null,
    });
    expect(await db.prisma.importFilePart.count({ where: { fileId: file.id } })).toBe(0);
  });

  it("is refused once the import is being read, applied or done with", async () => {
    const file = await upload();
    await setState("reading");
    const refusal = { code: "conflict", message: "This import is reading: its files can't change any more." };
    await expect(declareFile(db, actor, importId, { name: "b.json", sizeBytes: 1 })).rejects.toMatchObject(
      refusal,
    );
    await expect(removeFile(db, actor, importId, file.id)).rejects.toMatchObject(refusal);
    await expect(send(file, 0)).rejects.toMatchObject(refusal);
    await setState("planning", "review", "applying", "failed");
    await db.prisma.import.update({ where: { id: importId }, data: { appliedChunks: 1 } });
    await expect(removeFile(db, actor, importId, file.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("knows only the files of its own import", async () => {
    const file = await declare();
    const other = (await createImport(db, actor, { originName: "WorkOS" })).id;
    await expect(completeFile(db, actor, other, file.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeFile(db, actor, other, file.id)).rejects.toMatchObject({ code: "not_found" });
    const foreign = { importId: other, fileId: file.id, number: 0, sha256: "", bytes: inPieces(partOf(0)) };
    await expect(storePart(db, actor, foreign)).rejects.toMatchObject({ code: "not_found" });
  });

  it("refuses more than 4 GB, and an import that does not exist", async () => {
    const large = { name: "large.json", sizeBytes: 4 * 1024 ** 3 + 1 };
    await expect(declareFile(db, actor, importId, large)).rejects.toMatchObject({ code: "too_large" });
    const small = { name: "small.json", sizeBytes: 1 };
    await expect(declareFile(db, actor, "imp_x", small)).rejects.toMatchObject({ code: "not_found" });
  });
});
