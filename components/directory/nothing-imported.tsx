import type { LucideIcon } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

/** The directory holds none of these yet. */
export function NothingImported({
  icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: string;
  children: string;
}) {
  return (
    <EmptyState
      icon={icon}
      title={title}
      action={
        <ButtonLink href="/migrate" variant="primary">
          Start an import
        </ButtonLink>
      }
    >
      {children}
    </EmptyState>
  );
}
