"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonStyle } from "@/components/ui/button.tsx";

const shownForMs = 2000;

/** Copies `value`. Says "Copied" to eyes and to screen readers, and says so too when the browser refuses. */
export function CopyButton(props: {
  value: string;
  /** What is copied: "Copy ACS URL". */
  label: string;
  /** Shows the label beside the icon. */
  isLabelShown?: boolean;
  variant?: ButtonStyle["variant"];
  className?: string;
}) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "refused">("idle");

  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), shownForMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.value);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  }

  const message =
    outcome === "copied" ? "Copied" : outcome === "refused" ? "Select the text and copy it by hand" : "";
  return (
    <>
      <Button
        variant={props.variant ?? "ghost"}
        size={props.isLabelShown ? "sm" : "icon"}
        aria-label={props.isLabelShown ? undefined : props.label}
        title={props.isLabelShown ? undefined : message || props.label}
        className={props.className}
        onClick={copy}
      >
        {outcome === "copied" ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
        {props.isLabelShown && props.label}
      </Button>
      <span role="status" className="sr-only">
        {message}
      </span>
    </>
  );
}
