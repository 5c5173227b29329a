import { CopyButton } from "@/components/ui/copy-button.tsx";

/** A value to hand over, with its name and a button that copies it. */
export function ValueToCopy({ label, value }: { label: string; value: string }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="pt-1.5 text-muted-foreground">{label}</dt>
      <dd className="flex min-w-0 items-start gap-1">
        <code className="min-w-0 break-all pt-1.5 font-mono text-xs leading-5">{value}</code>
        <CopyButton value={value} label={`Copy ${label}`} className="print:hidden" />
      </dd>
    </div>
  );
}
