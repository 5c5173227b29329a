import { Check } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn.ts";
import {
  type Standing,
  stepHref,
  stepLabels,
  type WizardStep,
  wizardSteps,
} from "@/components/wizard/wizard-steps.ts";

/**
 * The four steps. What was reached can be visited again; what lies ahead is shown and is no link.
 * Without an import only the first is there.
 */
export function Stepper(props: {
  current: WizardStep;
  reached: WizardStep;
  importId?: string;
  standing?: Standing;
}) {
  const reachedIndex = Math.max(wizardSteps.indexOf(props.reached), wizardSteps.indexOf(props.current));
  return (
    <nav aria-label="Steps of the migration" className="mb-6 print:hidden">
      <ol className="-ml-1.5 flex items-center gap-1 sm:gap-2">
        {wizardSteps.map((step, index) => {
          const href =
            props.importId && props.standing
              ? stepHref(step, props.importId, props.standing)
              : step === "assemble"
                ? "/migrate/workos"
                : null;
          const isCurrent = step === props.current;
          const isDone = index < reachedIndex || (props.reached === "summary" && step === "summary");
          const content = (
            <>
              <span
                aria-hidden
                className={cn(
                  "inline-flex size-5 shrink-0 items-center justify-center rounded-full border font-medium text-xs tabular-nums",
                  isCurrent
                    ? "border-primary bg-primary text-primary-foreground"
                    : isDone
                      ? "border-success-border bg-success-muted text-success"
                      : "border-border bg-muted text-muted-foreground",
                )}
              >
                {isDone && !isCurrent ? <Check className="size-3" /> : index + 1}
              </span>
              <span
                className={cn(isCurrent ? "font-medium" : "max-sm:sr-only", !href && "text-muted-foreground")}
              >
                {stepLabels[step]}
              </span>
              {isDone && !isCurrent && <span className="sr-only">, done</span>}
            </>
          );
          const className = "flex h-8 items-center gap-2 rounded-md px-1.5 text-sm";
          return (
            <li key={step} className={cn("flex items-center gap-1 sm:gap-2", index > 0 && "min-w-0")}>
              {index > 0 && <span aria-hidden className="h-px w-4 bg-border sm:w-8" />}
              {href && !isCurrent ? (
                <Link href={href} className={cn(className, "hover:bg-accent")}>
                  {content}
                </Link>
              ) : (
                <span className={className} aria-current={isCurrent ? "step" : undefined}>
                  {content}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
