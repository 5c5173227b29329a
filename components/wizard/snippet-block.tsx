"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** Long scripts scroll, and a keyboard must be able to scroll them. */
const focusable = { tabIndex: 0 } as const;

/** A script as it is to be run: shown, copied and downloaded byte for byte the same. */
export function SnippetBlock(props: { fileName: string; code: string; testId: string }) {
  function download() {
    const url = URL.createObjectURL(new Blob([props.code], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = props.fileName;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-border bg-muted">
      <figcaption className="flex items-center justify-between gap-2 border-border border-b py-1 pr-1 pl-3 text-muted-foreground text-xs">
        <span className="truncate font-mono">{props.fileName}</span>
        <span className="flex">
          <CopyButton value={props.code} label="Copy" isLabelShown />
          <Button variant="ghost" size="sm" onClick={download}>
            <Download aria-hidden />
            Download
          </Button>
        </span>
      </figcaption>
      <pre
        {...focusable}
        className="max-h-96 overflow-auto p-3 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
      >
        <code data-testid={props.testId}>{props.code}</code>
      </pre>
    </figure>
  );
}
