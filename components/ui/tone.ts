/** How loud a thing is: neutral says what it is, the others how it stands. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/** Text, ground and hairline of a tone: for badges and alerts. */
export const toneClassNames: Record<Tone, string> = {
  neutral: "border-border bg-muted text-foreground",
  info: "border-info-border bg-info-muted text-info",
  success: "border-success-border bg-success-muted text-success",
  warning: "border-warning-border bg-warning-muted text-warning",
  danger: "border-danger-border bg-danger-muted text-danger",
};
