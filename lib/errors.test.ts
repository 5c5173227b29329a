import { describe, expect, it } from "vitest";
import { AppError, errorReport, httpStatus } from "./errors.ts";

describe("errors", () => {
  it("tell the user what happened and what to do", () => {
    const error = new AppError(
      "not_found",
      "There is no import with this id.",
      "Look in the list of imports.",
    );
    expect(httpStatus(error)).toBe(404);
    expect(errorReport(error)).toEqual({
      code: "not_found",
      message: "There is no import with this id.",
      whatToDo: "Look in the list of imports.",
    });
  });

  it("keep a defect's own words, which may hold secrets, from the user", () => {
    const error = new Error("connect to postgresql://authio:secret@db failed");
    expect(httpStatus(error)).toBe(500);
    expect(JSON.stringify(errorReport(error))).not.toContain("secret");
  });
});
