import { errorReport, httpStatus } from "../errors.ts";

/**
 * Any error as the contract's `apiError`. A defect of ours goes to the log with its stack and the path,
 * never with headers, query or body, which may hold secrets.
 */
export function errorResponse(error: unknown, request: Request): Response {
  const status = httpStatus(error);
  if (status >= 500) {
    const where = `${request.method} ${new URL(request.url).pathname}`;
    console.error(`${where} failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
  return Response.json({ error: errorReport(error) }, { status, headers: { "cache-control": "no-store" } });
}
