import { z } from "zod";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { operatorName } from "@/lib/identity/operator-input.ts";
import { renameOperator } from "@/lib/identity/operators.ts";

const input = z.object({ name: operatorName });

/** Changes one's own name. */
export const PUT = adminRoute(async ({ actor, readJson }) => {
  const { name } = await readJson(input);
  await renameOperator(identityConfig().prisma, actor, name);
});
