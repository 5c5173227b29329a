import { CopyButton } from "@/components/ui/copy-button.tsx";

/** A value that somebody has to enter elsewhere: shown whole, copied with one press. */
export function CopyValue({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 break-all font-mono text-xs">{value}</code>
      <CopyButton value={value} label={label} className="-my-1 shrink-0" />
    </span>
  );
}
