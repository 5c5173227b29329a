"use client";

import { FileJson } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";

/** Takes files by drop or by picker; the picker is the keyboard's way. */
export function FileDropZone(props: { onFiles: (files: File[]) => void; isCompact: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    props.onFiles([...event.dataTransfer.files]);
  }

  return (
    // Dropping is a shortcut; whoever can't drag uses the button inside.
    <section
      aria-label="Drop files here"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center gap-2 rounded-lg border border-input border-dashed px-6 text-center transition-colors",
        props.isCompact ? "py-5" : "py-12",
        isOver && "border-primary bg-primary-muted",
      )}
    >
      {!props.isCompact && <FileJson aria-hidden className="size-6 text-muted-foreground" />}
      <p className="font-medium">{props.isCompact ? "Drop another file here" : "Drop workos.json here"}</p>
      <p className="text-muted-foreground text-sm">
        .json or .json.gz, up to 4 GB each; several files are read as one bundle
      </p>
      <Button
        variant={props.isCompact ? "secondary" : "primary"}
        className="mt-1"
        onClick={() => input.current?.click()}
      >
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".json,.gz,application/json,application/gzip"
        aria-label="Bundle files"
        onChange={(event) => {
          props.onFiles([...(event.target.files ?? [])]);
          // The same file can be picked again: that is how an interrupted upload goes on.
          event.target.value = "";
        }}
      />
    </section>
  );
}
