import { setAuthority as setAuthorityBody } from "@/lib/api/organization-story.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { setAuthority } from "@/lib/directory/set-authority.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";

export const PUT = adminRoute<{ organizationId: string }>(async ({ actor, params, readJson }) => {
  const { authority } = await readJson(setAuthorityBody);
  await setAuthority(processDatabase(), actor, params.organizationId, authority);
});
