import { describe, expect, it } from "vitest";
import { refuseFullDisk } from "./disk-space.ts";

describe("refuseFullDisk", () => {
  it("wants room for the file, for what becomes of it, and a reserve", () => {
    expect(() => refuseFullDisk(3e9, 1e9)).not.toThrow();
    expect(() => refuseFullDisk(2.5e9, 1e9)).toThrow(
      "The database's disk has 2.5 GB free; this file needs 2.5 GB.",
    );
    expect(() => refuseFullDisk(400e6, 1)).toThrow("0.4 GB free");
  });
});
