"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";

/** Opens without hiding the page from who can't see it. */
export const DropdownMenu = (props: ComponentProps<typeof Primitive.Root>) => (
  <Primitive.Root modal={false} {...props} />
);
export const DropdownMenuTrigger = Primitive.Trigger;
export const DropdownMenuRadioGroup = Primitive.RadioGroup;

export const menuClassName =
  "z-50 max-h-(--radix-popper-available-height) min-w-44 overflow-y-auto rounded-lg border border-border bg-popover p-1 text-sm shadow-md data-[state=open]:animate-pop-in";
export const menuItemClassName =
  "relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-disabled:pointer-events-none data-highlighted:bg-accent data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground";

/** Stands beside its trigger in the document too: in the same landmark, and next in the order of focus. */
export function DropdownMenuContent({
  className,
  sideOffset = 4,
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content sideOffset={sideOffset} className={cn(menuClassName, className)} {...props} />;
}

export function DropdownMenuItem({
  className,
  isDanger,
  ...props
}: ComponentProps<typeof Primitive.Item> & { isDanger?: boolean }) {
  return (
    <Primitive.Item className={cn(menuItemClassName, isDanger && "text-danger", className)} {...props} />
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(menuItemClassName, "pr-8", className)} {...props}>
      {children}
      <Primitive.ItemIndicator className="absolute right-2">
        <Check aria-hidden />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>) {
  return (
    <Primitive.Label className={cn("px-2 py-1.5 text-muted-foreground text-xs", className)} {...props} />
  );
}

export function DropdownMenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-border" />;
}
