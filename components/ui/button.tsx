import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn.ts";

export const buttonVariants = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
        secondary: "border border-border bg-card text-foreground shadow-sm hover:bg-accent",
        ghost: "text-foreground hover:bg-accent",
        danger: "bg-danger-solid text-primary-foreground hover:bg-danger-solid-hover",
        link: "text-link underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-sm",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
        icon: "size-8",
      },
      /** The label may be wider than a phone: there it takes more lines. */
      isLong: { true: "max-sm:h-auto max-sm:min-h-8 max-sm:shrink max-sm:whitespace-normal max-sm:py-1.5" },
    },
    compoundVariants: [{ variant: "link", className: "h-auto px-0" }],
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonStyle = VariantProps<typeof buttonVariants>;

export type ButtonProps = ComponentProps<"button"> &
  ButtonStyle & {
    /** Shows a spinner before the label and refuses clicks until it is over. */
    isPending?: boolean | undefined;
  };

export function Button({
  className,
  variant,
  size,
  isLong,
  isPending,
  disabled,
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      type="button"
      className={cn(buttonVariants({ variant, size, isLong }), className)}
      disabled={disabled || isPending}
      aria-busy={isPending || undefined}
      {...props}
    >
      {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}

export type ButtonLinkProps = ComponentProps<typeof Link> & ButtonStyle;

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ className, variant, size, isLong, ...props }: ButtonLinkProps) {
  return <Link className={cn(buttonVariants({ variant, size, isLong }), className)} {...props} />;
}
