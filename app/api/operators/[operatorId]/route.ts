import { z } from "zod";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { operatorRole } from "@/lib/identity/operator-input.ts";
import { changeOperatorRole, removeOperator } from "@/lib/identity/operators.ts";

const input = z.object({ role: operatorRole });

export const PUT = adminRoute<{ operatorId: string }>(async ({ actor, params, readJson }) => {
  const { role } = await readJson(input);
  await changeOperatorRole(identityConfig().prisma, actor, params.operatorId, role);
});

export const DELETE = adminRoute<{ operatorId: string }>(async ({ actor, params }) => {
  await removeOperator(identityConfig().prisma, actor, params.operatorId);
});
