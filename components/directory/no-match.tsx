import { SearchX } from "lucide-react";
import type { Route } from "next";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

/** The list has rows, but none that was asked for. */
export function NoMatch({ title, hint, clearHref }: { title: string; hint: string; clearHref: Route }) {
  return (
    <div role="status">
      <EmptyState icon={SearchX} title={title} action={<ButtonLink href={clearHref}>Show all</ButtonLink>}>
        {hint}
      </EmptyState>
    </div>
  );
}
