import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
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
      actions={
        props.onRetry && (
          <Button size="sm" onClick={props.onRetry}>
            Try again
          </Button>
        )
      }
    >
      {props.title ? `${message} ` : ""}
      {whatToDo}
    </Alert>
  );
}

/** A thrown thing in words that a person can act on. */
export function wordsOf(error: unknown): { message: string; whatToDo: string | null } {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error && error.message ? error.message : "Something went wrong.";
  return { message, whatToDo: "Try again; if it happens again, reload the page." };
}
