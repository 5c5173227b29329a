import { describe, expect, it } from "vitest";
import { checkFile } from "./check-file.ts";

describe("a picked file", () => {
  it("may be plain or gzipped JSON", () => {
    expect(checkFile({ name: "workos.json", size: 10 }, [])).toBeNull();
    expect(checkFile({ name: "WorkOS.JSON.GZ", size: 10 }, [])).toBeNull();
  });

  it("is refused with what to do about it", () => {
    expect(checkFile({ name: "workos.csv", size: 10 }, [])).toMatch(/Step 1/);
    expect(checkFile({ name: "workos.json", size: 0 }, [])).toMatch(/empty/);
    expect(checkFile({ name: "workos.json", size: 4 * 1024 ** 3 + 1 }, [])).toMatch(/gzip/);
  });

  it("goes on where it was interrupted, and is not stored twice", () => {
    const stored = { name: "workos.json", sizeBytes: 10, isComplete: true };
    expect(checkFile({ name: "workos.json", size: 10 }, [{ ...stored, isComplete: false }])).toBeNull();
    expect(checkFile({ name: "workos.json", size: 10 }, [stored])).toMatch(/Already uploaded/);
    expect(checkFile({ name: "workos.json", size: 11 }, [stored])).toBeNull();
  });
});
