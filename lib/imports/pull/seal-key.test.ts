import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openKey, sealKey } from "./seal-key.ts";

const token = "sk_live_aVerySecretKey_a1b2";

beforeEach(() => vi.stubEnv("APP_ENCRYPTION_KEY", "0".repeat(64)));
afterEach(() => vi.unstubAllEnvs());

describe("a sealed API key", () => {
  it("opens to what it was, and never looks the same twice", () => {
    const sealed = [sealKey(token, "wok_1"), sealKey(token, "wok_1")];
    for (const each of sealed) {
      expect(openKey(each, "wok_1")).toBe(token);
      expect(Buffer.from(each).toString("latin1")).not.toContain(token.slice(0, 8));
    }
    expect(Buffer.from(sealed[0] ?? []).equals(Buffer.from(sealed[1] ?? []))).toBe(false);
  });

  it("does not open in another row, changed in one bit, cut, or under another encryption key", () => {
    const sealed = sealKey(token, "wok_1");
    expect(() => openKey(sealed, "wok_2")).toThrow("APP_ENCRYPTION_KEY is another one");
    for (let index = 0; index < sealed.length; index++) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
      expect(() => openKey(changed, "wok_1")).toThrow("APP_ENCRYPTION_KEY is another one");
    }
    expect(() => openKey(sealed.subarray(0, 20), "wok_1")).toThrow("APP_ENCRYPTION_KEY is another one");
    vi.stubEnv("APP_ENCRYPTION_KEY", "1".repeat(64));
    expect(() => openKey(sealed, "wok_1")).toThrow("APP_ENCRYPTION_KEY is another one");
  });
});
