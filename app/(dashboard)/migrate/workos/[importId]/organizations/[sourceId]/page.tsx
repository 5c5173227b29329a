import type { Metadata } from "next";
import { OrganizationStoryPage } from "@/components/story/organization-story.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "What happens to this organization" };

export default async function StoryPage({
  params,
}: PageProps<"/migrate/workos/[importId]/organizations/[sourceId]">) {
  await requireAdmin();
  const { importId, sourceId } = await params;
  return (
    <OrganizationStoryPage importId={decodeURIComponent(importId)} sourceId={decodeURIComponent(sourceId)} />
  );
}
