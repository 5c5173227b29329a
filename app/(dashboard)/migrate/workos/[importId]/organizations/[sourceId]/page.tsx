import type { Metadata } from "next";
import { OrganizationStoryPage } from "@/components/story/organization-story.tsx";
import { organizationStoryQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { getOrganizationStory } from "@/lib/imports/get-organization-story.ts";
import { Answered, answer } from "../../../../answered.tsx";

export const metadata: Metadata = { title: "What happens to this organization" };

export default async function StoryPage({
  params,
}: PageProps<"/migrate/workos/[importId]/organizations/[sourceId]">) {
  const operator = await requireAdmin();
  const encoded = await params;
  const [importId, sourceId] = [decodeURIComponent(encoded.importId), decodeURIComponent(encoded.sourceId)];
  const story = () =>
    getOrganizationStory(processDatabase(), operator, importId, sourceId, identityConfig().appUrl);
  return (
    <Answered answers={[answer(organizationStoryQuery(importId, sourceId), story)]}>
      <OrganizationStoryPage importId={importId} sourceId={sourceId} />
    </Answered>
  );
}
