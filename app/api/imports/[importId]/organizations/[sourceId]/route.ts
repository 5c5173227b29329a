import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { getOrganizationStory } from "@/lib/imports/get-organization-story.ts";

export const GET = adminRoute<{ importId: string; sourceId: string }>(({ actor, params }) =>
  getOrganizationStory(processDatabase(), actor, params.importId, params.sourceId, identityConfig().appUrl),
);
