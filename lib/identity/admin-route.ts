import type { ZodType } from "zod";
import { AppError } from "../errors.ts";
import type { Operator } from "./actor.ts";
import { authorize } from "./authorize.ts";
import { errorResponse } from "./error-response.ts";
import { refuseForeignOrigin } from "./own-origin.ts";
import { parseInput, readJsonBody } from "./parse-input.ts";

export type AdminRequest<Params> = {
  actor: Operator;
  /** The dynamic parts of the path: `{ importId: "…" }`. */
  params: Params;
  request: Request;
  searchParams: URLSearchParams;
  /** The body as JSON, parsed; throws `invalid_input`, naming the fields. */
  readJson: <T>(schema: ZodType<T>) => Promise<T>;
  /** The query as an object, parsed; throws `invalid_input`, naming the fields. */
  readQuery: <T>(schema: ZodType<T>) => T;
};

type RouteContext<Params> = { params: Promise<Params> };

/**
 * A route handler for administrators alone:
 *
 *     export const GET = adminRoute<{ importId: string }>(({ actor, params }) => getImport(actor, params.importId));
 *
 * Strangers get 401, members 403, requests that another site's page sends 403. What the handler returns is
 * sent as JSON that nobody caches, unless it is a `Response` already; what it throws becomes
 * `{error: {code, message, whatToDo}}`, and only an `AppError` says why.
 */
export function adminRoute<Params = Record<never, never>>(
  handler: (input: AdminRequest<Params>) => unknown,
): (request: Request, context: RouteContext<Params>) => Promise<Response> {
  return async (request, context) => {
    try {
      refuseForeignOrigin(request);
      const actor = await requireAdminForApi(request);
      const { searchParams } = new URL(request.url);
      const answer = await handler({
        actor,
        params: await context.params,
        request,
        searchParams,
        readJson: async (schema) => parseInput(schema, await readJsonBody(request)),
        readQuery: (schema) => parseInput(schema, Object.fromEntries(searchParams)),
      });
      if (answer instanceof Response) return answer;
      return Response.json(answer ?? {}, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return errorResponse(error, request);
    }
  };
}

/** For a route that cannot be an `adminRoute`. Throws `unauthorized` or `forbidden`. */
export async function requireAdminForApi(request: Request): Promise<Operator> {
  const authorization = await authorize(request.headers);
  if (authorization.outcome === "admin") return authorization.operator;
  if (authorization.outcome === "stranger") {
    throw new AppError("unauthorized", "You are not signed in.", "Sign in and try again.");
  }
  throw new AppError(
    "forbidden",
    `${authorization.email} is not an administrator of this dashboard.`,
    "Ask an administrator to give you the admin role.",
  );
}
