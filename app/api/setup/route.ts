import { completeSetup, setupInput } from "@/lib/identity/complete-setup.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { operatorAuth } from "@/lib/identity/operator-auth.ts";
import { publicRoute } from "@/lib/identity/public-route.ts";

export const POST = publicRoute(async ({ request, readJson }) => {
  const { operatorId } = await completeSetup(identityConfig().prisma, await readJson(setupInput));
  await operatorAuth().api.openOperatorSession({ body: { operatorId }, headers: request.headers });
});
