import { AppError } from "../../errors.ts";

/**
 * Why WorkOS did not give what it was asked for: it does not know the key; the key may not read this; there is no
 * such thing; it does not take the request; it did not answer, or not properly, however often it was asked.
 */
export type WorkosTrouble = "key_refused" | "forbidden" | "missing" | "refused" | "unavailable";

/** Thrown by `WorkosClient`. Says what was asked for and by which key, as `sk_live_…a1b2`; never the key itself. */
export class WorkosError extends AppError {
  readonly trouble: WorkosTrouble;

  constructor(trouble: WorkosTrouble, message: string, whatToDo: string, options?: ErrorOptions) {
    super(trouble === "unavailable" ? "unavailable" : "invalid_input", message, whatToDo, options);
    this.trouble = trouble;
  }
}
