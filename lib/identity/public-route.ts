import type { ZodType } from "zod";
import { errorResponse } from "./error-response.ts";
import { refuseForeignOrigin } from "./own-origin.ts";
import { parseInput, readJsonBody } from "./parse-input.ts";

export type RouteInput<Params> = {
  /** The dynamic parts of the path: `{ importId: "…" }`. */
  params: Params;
  request: Request;
  searchParams: URLSearchParams;
  /** The body as JSON, parsed; throws `invalid_input`, naming the fields, and `too_large` (beyond 1 MiB, unless said otherwise). */
  readJson: <T>(schema: ZodType<T>, maxBytes?: number) => Promise<T>;
  /** The query as an object, parsed; throws `invalid_input`, naming the fields. */
  readQuery: <T>(schema: ZodType<T>) => T;
};

export type RouteHandler<Params> = (
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>;

/**
 * A route handler that strangers may call: for signing in and setting up alone, everything else is an
 * `adminRoute`. Requests that another site's page sends get 403. What the handler returns is sent as JSON that
 * nobody caches, unless it is a `Response` already; what it throws becomes `{error: {code, message, whatToDo}}`.
 */
export function publicRoute<Params = Record<never, never>>(
  handler: (input: RouteInput<Params>) => unknown,
): RouteHandler<Params> {
  return async (request, context) => {
    try {
      refuseForeignOrigin(request);
      const { searchParams } = new URL(request.url);
      const answer = await handler({
        params: await context.params,
        request,
        searchParams,
        readJson: async (schema, maxBytes) => parseInput(schema, await readJsonBody(request, maxBytes)),
        readQuery: (schema) => parseInput(schema, Object.fromEntries(searchParams)),
      });
      if (answer instanceof Response) return answer;
      return Response.json(answer ?? {}, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return errorResponse(error, request);
    }
  };
}
