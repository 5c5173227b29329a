"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;

export const overlayClassName = "fixed inset-0 z-50 bg-overlay data-[state=open]:animate-fade-in";
export const dialogPanelClassName =
  "fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[calc(100%-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-lg border border-border bg-popover p-4 sm:p-5 shadow-lg data-[state=open]:animate-fade-in";

/** Title, sentence and content over a dimmed page. Put the actions into a `DialogFooter`. */
export function DialogContent({
  title,
  description,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Primitive.Content>, "title"> & { title: ReactNode; description?: ReactNode }) {
  const withoutDescription = description ? {} : { "aria-describedby": undefined };
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClassName} />
      <Primitive.Content className={cn(dialogPanelClassName, className)} {...withoutDescription} {...props}>
        <div className="flex flex-col gap-1 pr-8">
          <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
          {description && (
            <Primitive.Description className="text-muted-foreground text-sm">
              {description}
            </Primitive.Description>
          )}
        </div>
        {children}
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

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className={cn("flex flex-col-reverse gap-2 sm:flex-row sm:justify-end", className)} {...props} />
  );
}
