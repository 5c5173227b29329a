import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encryptionKey, readEnv } from "./env.ts";

const key = "ab".repeat(32);
const databaseUrl = "postgresql://authio:secret@db.example/authio";

/** Only what a test names; NODE_ENV is demanded by the types. */
const variables = (given: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: "test", ...given });

describe("the environment", () => {
  it("needs nothing to be set", () => {
    expect(readEnv(variables({}))).toMatchObject({ HOST: "localhost" });
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readEnv(variables({ DATABASE_URL: "", PORT: "" })).PORT).toBeUndefined();
  });

  it("names every wrong variable, and no value", () => {
    const wrong = variables({ DATABASE_URL: "mysql://root:secret@db/x", PORT: "70000", SMTP_URL: "secret" });
    expect(() => readEnv(wrong)).toThrow(/DATABASE_URL must be.*PORT.*SMTP_URL must be/);
    expect(() => readEnv(wrong)).not.toThrow(/secret|70000|mysql/);
  });
});

describe("the encryption key", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "authio-env-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is the given one", () => {
    expect(encryptionKey(variables({ APP_ENCRYPTION_KEY: key, DATABASE_URL: databaseUrl }))).toBe(key);
  });

  it("must be given along with a database elsewhere", () => {
    expect(() => encryptionKey(variables({ DATABASE_URL: databaseUrl }))).toThrow(
      /APP_ENCRYPTION_KEY is not/,
    );
  });

  it("is made once and kept from other users of the machine", () => {
    const made = encryptionKey(variables({ AUTHIO_DATA_FOLDER: folder }));
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(encryptionKey(variables({ AUTHIO_DATA_FOLDER: folder }))).toBe(made);
    expect(statSync(path.join(folder, "encryption-key")).mode & 0o077).toBe(0);
  });
});
