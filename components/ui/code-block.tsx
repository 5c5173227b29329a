import { cn } from "@/components/ui/cn.ts";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** Long lines scroll, and a keyboard must be able to scroll them. */
const focusable = { tabIndex: 0 } as const;

/** Code as it is to be run, with a button that copies exactly that. */
export function CodeBlock(props: { code: string; label: string; className?: string }) {
  return (
    <figure
      className={cn("min-w-0 overflow-hidden rounded-lg border border-border bg-muted", props.className)}
    >
      <figcaption className="flex items-center justify-between gap-2 border-border border-b py-1 pr-1 pl-3 text-muted-foreground text-xs">
        <span className="truncate">{props.label}</span>
        <CopyButton value={props.code} label="Copy" isLabelShown />
      </figcaption>
      <pre
        {...focusable}
        className="overflow-x-auto p-3 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
      >
        <code>{props.code}</code>
      </pre>
    </figure>
  );
}
