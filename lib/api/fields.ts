import { z } from "zod";
import { plannedKinds } from "../planner/planned-records.ts";

export const isoTime = z.string();
export const bigIntText = z.string().regex(/^\d+$/);
export const plannedKind = z.enum(plannedKinds);

/** What stopped an import last; shown until it goes on. */
export const importProblem = z.object({
  code: z.string(),
  message: z.string(),
  whatToDo: z.string().nullable(),
});
