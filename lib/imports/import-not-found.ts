import { AppError } from "../errors.ts";

/** The error for an id that no import has. */
export function importNotFound(importId: string): AppError {
  return new AppError("not_found", `There is no import ${importId}.`, "Look for it in the list of imports.");
}
