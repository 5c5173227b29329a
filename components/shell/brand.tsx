import Link from "next/link";

/** Two streams that join into one: the sign of the product. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className="size-5 shrink-0">
      <rect width="32" height="32" rx="7" className="fill-primary" />
      <path
        d="M8 9c6 0 6 7 12 7h4M8 16h16M8 23c6 0 6-7 12-7"
        className="stroke-primary-foreground"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Brand() {
  return (
    <Link
      href="/migrate"
      className="flex items-center gap-2 rounded-md font-semibold text-base tracking-tight"
    >
      <BrandMark />
      Authio Migrate
    </Link>
  );
}
