import { AppError } from "@/lib/errors.ts";
import { requireAdminForApi } from "@/lib/identity/admin-route.ts";
import { operatorAuth } from "@/lib/identity/operator-auth.ts";
import { publicRoute } from "@/lib/identity/public-route.ts";

/**
 * What of Better Auth can be reached from outside. It brings many more endpoints than we have a use for, and an
 * update may bring new ones: they stay closed.
 */
const endpoints: Record<string, "everybody" | "administrators"> = {
  "POST sign-in/magic-link": "everybody",
  "GET passkey/generate-authenticate-options": "everybody",
  "POST passkey/verify-authentication": "everybody",
  "GET passkey/generate-register-options": "administrators",
  "POST passkey/verify-registration": "administrators",
};

const handler = publicRoute<{ path: string[] }>(async ({ request, params }) => {
  const audience = endpoints[`${request.method} ${params.path.join("/")}`];
  if (!audience) throw new AppError("not_found", "There is nothing at this address.", "Go to /sign-in.");
  if (audience === "administrators") await requireAdminForApi(request);
  return operatorAuth().handler(request);
});

export const GET = handler;
export const POST = handler;
