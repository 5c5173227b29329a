import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";
import { type Tone, toneClassNames } from "@/components/ui/tone.ts";

const icons = {
  neutral: Info,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
} satisfies Record<Tone, unknown>;

/** A message that stays. `isLive` announces it when it appears; `actions` say what can be done about it. */
export function Alert(props: {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  isLive?: boolean;
  className?: string;
}) {
  const tone = props.tone ?? "info";
  const Icon = icons[tone];
  return (
    <div
      role={props.isLive ? (tone === "danger" ? "alert" : "status") : undefined}
      className={cn(
        "flex gap-2.5 rounded-lg border px-3.5 py-3 text-sm",
        toneClassNames[tone],
        props.className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 max-w-prose">
          <p className="font-medium">{props.title}</p>
          {props.children && <div className="mt-0.5 text-foreground">{props.children}</div>}
        </div>
        {props.actions && <div className="flex items-center gap-2 empty:hidden">{props.actions}</div>}
      </div>
    </div>
  );
}
