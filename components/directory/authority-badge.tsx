import { Badge } from "@/components/ui/badge.tsx";

/** Who decides what an organization is. The rule stays quiet, the exception stands out. */
export function AuthorityBadge({ authority }: { authority: string }) {
  if (authority !== "authio") return null;
  return <Badge tone="success">Owned by Authio</Badge>;
}
