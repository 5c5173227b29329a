"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";
import { overlayClassName } from "@/components/ui/dialog.tsx";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;

/** A panel along the window's edge. `title` is read out, and shown unless `isTitleHidden`. */
export function SheetContent(props: {
  title: string;
  isTitleHidden?: boolean;
  side?: "left" | "right";
  className?: string;
  children: ReactNode;
}) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClassName} />
      <Primitive.Content
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-80 max-w-[85vw] flex-col gap-4 overflow-y-auto border-border bg-popover p-4 shadow-lg",
          props.side === "right"
            ? "right-0 border-l data-[state=open]:animate-fade-in"
            : "left-0 border-r data-[state=open]:animate-sheet-in",
          props.className,
        )}
      >
        <Primitive.Title className={props.isTitleHidden ? "sr-only" : "pr-8 font-semibold text-lg"}>
          {props.title}
        </Primitive.Title>
        {props.children}
        <Primitive.Close
          aria-label="Close"
          className="absolute top-3 right-3 inline-flex size-8 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <X aria-hidden className="size-4" />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
