import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";

/** A region that scrolls sideways must take focus, or a keyboard can't reach what is cut off. */
const focusable = { tabIndex: 0 } as const;

/**
 * A dense table with hairlines. `label` names it. On narrow screens it scrolls sideways inside its own region;
 * from 1280 px on it lies in the page, and the header sticks to the window.
 */
export function Table({
  label,
  className,
  regionClassName,
  ...props
}: ComponentProps<"table"> & { label: string; regionClassName?: string }) {
  return (
    <section
      {...focusable}
      aria-label={label}
      className={cn(
        "relative w-full min-w-0 overflow-x-auto rounded-lg border border-border bg-card xl:overflow-visible",
        regionClassName,
      )}
    >
      <table
        aria-label={label}
        className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)}
        {...props}
      />
    </section>
  );
}

export function TableHeader(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child>*]:border-b-0", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("group/row relative hover:bg-accent/60", className)} {...props} />;
}

type CellProps = {
  /** Figures stand at the right edge, so that their digits line up. */
  isNumeric?: boolean;
};

/** A column's heading. */
export function TableHead({ className, isNumeric, ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 whitespace-nowrap border-border border-b bg-muted px-3 font-medium text-muted-foreground text-xs first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4 xl:sticky xl:top-0 xl:z-10",
        isNumeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, isNumeric, ...props }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cn(
        "wrap-break-word h-9 border-border border-b px-3 py-1.5 align-middle first:pl-4 last:pr-4",
        isNumeric && "text-right tabular-nums",
        className,
      )}
      {...props}
    />
  );
}

/**
 * The link of a row: the whole row can be clicked, one Tab stop reaches it. Other links in the same row
 * need `relative z-1` to lie above it. Not fetched beforehand, as no link of a list is: that would be a request a row.
 */
export function TableRowLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      className={cn(
        "font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring",
        className,
      )}
      {...props}
    />
  );
}
