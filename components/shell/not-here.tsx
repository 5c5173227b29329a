import { FileQuestion } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

/** There is nothing at this address. */
export function NotHere() {
  return (
    <>
      <title>Not found · Authio Migrate</title>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={FileQuestion}
        title="There is nothing here"
        action={
          <ButtonLink href="/migrate" variant="primary">
            Go to your imports
          </ButtonLink>
        }
      >
        The address may be mistyped, or what was here may have been removed since.
      </EmptyState>
    </>
  );
}
