import { z } from "zod";
import { bigIntText, isoTime, plannedKind } from "./fields.ts";

export const logResults = ["created", "updated", "removed", "skipped", "failed"] as const;
export const logLine = z.object({
  seq: bigIntText,
  at: isoTime,
  kind: plannedKind,
  result: z.enum(logResults),
  sourceIds: z.array(z.string()),
  targetId: z.string().nullable(),
  label: z.string(),
  code: z.string().nullable(),
  message: z.string().nullable(),
});
export type LogLine = z.infer<typeof logLine>;
/** `after` the given seq, ascending; `before` pages backwards (answers are ascending all the same). */
export const logPage = z.object({
  lines: z.array(logLine),
  /**
   * Where the next page goes on, as `after` or `before`; null at the log's end. A search may give fewer lines than
   * asked for, or none, and yet go on: it looks through so many lines at a time.
   */
  next: z.string().nullable(),
  /** Lines that match the filter up to the watermark; null when counting would take too long. */
  total: z.number().nullable(),
});
