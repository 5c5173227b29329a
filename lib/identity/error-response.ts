import { toldTrouble } from "../database/trouble.ts";
import { AppError, errorReport, httpStatus } from "../errors.ts";

/**
 * Any error as the contract's `apiError`. A defect of ours goes to the log with its stack and the path,
 * never with headers, query or body, which may hold secrets.
 */
export function errorResponse(error: unknown, request: Request): Response {
  const told = error instanceof AppError ? error : (toldTrouble(error) ?? error);
  const status = httpStatus(told);
  if (status >= 500) {
    const where = `${request.method} ${new URL(request.url).pathname}`;
    console.error(`${where} failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
  return Response.json({ error: errorReport(told) }, { status, headers: { "cache-control": "no-store" } });
}
