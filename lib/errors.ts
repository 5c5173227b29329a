/** Every kind of trouble a person can do something about, and the HTTP status that goes with it. */
const statuses = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  rate_limited: 429,
  misconfigured: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statuses;

/** What crosses a boundary (HTTP, terminal, an import's `problem`) when something goes wrong. */
export type ErrorReport = { code: string; message: string; whatToDo: string };

/**
 * Trouble that is told to the user as it stands: what happened and where (`message`), and what to do about it.
 * Everything else that is thrown is a defect and shown as such. Never put a secret into it.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly whatToDo: string;

  constructor(code: ErrorCode, message: string, whatToDo: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.whatToDo = whatToDo;
  }
}

/** The HTTP status for anything that was thrown: 500 unless it is an `AppError`. */
export function httpStatus(error: unknown): number {
  return error instanceof AppError ? statuses[error.code] : 500;
}

/** What the user is told about anything that was thrown; a defect's own words stay in the server's log. */
export function errorReport(error: unknown): ErrorReport {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, whatToDo: error.whatToDo };
  }
  return {
    code: "internal",
    message: "Something went wrong on our side.",
    whatToDo: "Try again; if it happens again, look for the error in the server's log.",
  };
}
