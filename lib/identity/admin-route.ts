import { AppError } from "../errors.ts";
import type { Operator } from "./actor.ts";
import { authorize } from "./authorize.ts";
import { publicRoute, type RouteHandler, type RouteInput } from "./public-route.ts";

export type AdminRouteInput<Params> = RouteInput<Params> & { actor: Operator };

/**
 * A route handler for administrators alone:
 *
 *     export const GET = adminRoute<{ importId: string }>(({ actor, params }) => getImport(actor, params.importId));
 *
 * Strangers get 401, members 403; everything else as `publicRoute` does it.
 */
export function adminRoute<Params = Record<never, never>>(
  handler: (input: AdminRouteInput<Params>) => unknown,
): RouteHandler<Params> {
  return publicRoute<Params>(async (input) => {
    const actor = await requireAdminForApi(input.request);
    return handler({ ...input, actor });
  });
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
