"use client";

import { AlertDialog as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button.tsx";
import { dialogPanelClassName, overlayClassName } from "@/components/ui/dialog.tsx";

/**
 * Asks before something that can't be taken back. Stays open, its button busy, until `onConfirm` is through;
 * a rejected `onConfirm` leaves it open, so report the error where the person sees it.
 */
export function ConfirmDialog(props: {
  /** The button that opens it. Leave it out and pass `isOpen` and `onOpenChange` to open it otherwise. */
  trigger?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  children?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  isDanger?: boolean;
  onConfirm: () => void | Promise<void>;
}) {
  const [isOpenInside, setOpenInside] = useState(false);
  const [isPending, setPending] = useState(false);
  const isOpen = props.isOpen ?? isOpenInside;
  const setOpen = (next: boolean) => {
    setOpenInside(next);
    props.onOpenChange?.(next);
  };

  async function confirm() {
    setPending(true);
    try {
      await props.onConfirm();
      setOpen(false);
    } finally {
      setPending(false);
    }
  }

  const withoutDescription = props.children ? {} : { "aria-describedby": undefined };
  return (
    <Primitive.Root open={isOpen} onOpenChange={(next) => !isPending && setOpen(next)}>
      {props.trigger && <Primitive.Trigger asChild>{props.trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className={overlayClassName} />
        <Primitive.Content className={dialogPanelClassName} {...withoutDescription}>
          <Primitive.Title className="font-semibold text-lg">{props.title}</Primitive.Title>
          {props.children && (
            <Primitive.Description asChild>
              <div className="text-sm">{props.children}</div>
            </Primitive.Description>
          )}
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Primitive.Cancel className={buttonVariants({ variant: "secondary" })} disabled={isPending}>
              {props.cancelLabel ?? "Cancel"}
            </Primitive.Cancel>
            <Button variant={props.isDanger ? "danger" : "primary"} isPending={isPending} onClick={confirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
