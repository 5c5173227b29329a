import { cn } from "@/components/ui/cn.ts";

/** An id, which breaks anywhere rather than push its column wide. */
export function IdText({ id, className }: { id: string; className?: string }) {
  return <code className={cn("break-all font-mono text-muted-foreground text-xs", className)}>{id}</code>;
}
