import { operatorAuth } from "@/lib/identity/operator-auth.ts";
import { publicRoute } from "@/lib/identity/public-route.ts";

/** Ends the session; for strangers there is nothing to end. */
export const POST = publicRoute(async ({ request }) => {
  await operatorAuth().api.signOut({ headers: request.headers });
});
