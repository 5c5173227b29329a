import type { Route } from "next";
import { Alert } from "@/components/ui/alert.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { ApiError } from "@/lib/api/client.ts";

/** What went wrong and what to do about it; announced when it appears. */
export function ErrorAlert(props: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  className?: string;
}) {
  const { message, whatToDo } = wordsOf(props.error);
  return (
    <Alert
      tone="danger"
      isLive
      title={props.title ?? message}
      {...(props.className && { className: props.className })}
      actions={<WayOn error={props.error} onRetry={props.onRetry} />}
    >
      {props.title ? `${message} ` : ""}
      {whatToDo}
    </Alert>
  );
}

function WayOn({ error, onRetry }: { error: unknown; onRetry: (() => void) | undefined }) {
  // Asking again would be refused again; whoever signs in comes back here.
  if (error instanceof ApiError && error.status === 401) {
    const here = window.location.pathname + window.location.search;
    return (
      <ButtonLink size="sm" href={`/sign-in?next=${encodeURIComponent(here)}` as Route}>
        Sign in
      </ButtonLink>
    );
  }
  // What was purged does not come back.
  if (error instanceof ApiError && error.status === 410) return null;
  return (
    onRetry && (
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    )
  );
}

/** A thrown thing in words that a person can act on. */
export function wordsOf(error: unknown): { message: string; whatToDo: string | null } {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error && error.message ? error.message : "Something went wrong.";
  return { message, whatToDo: "Try again; if it happens again, reload the page." };
}
