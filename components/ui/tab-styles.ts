/** Shared by tabs in a page and tabs in the address. In no client module: a server can't read strings from one. */
export const tabListClassName = "flex gap-1 overflow-x-auto border-border border-b";
export const tabClassName =
  "inline-flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 text-muted-foreground text-sm hover:text-foreground focus-visible:-outline-offset-2";
export const activeTabClassName = "border-foreground font-medium text-foreground";
