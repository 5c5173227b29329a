import { X } from "lucide-react";
import { ResultBadge } from "@/components/log/result-badge.tsx";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { Button } from "@/components/ui/button.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { LogLine } from "@/lib/api/log-lines.ts";

/** All that is known of one line. */
export function LogLineDetail({ line, onClose }: { line: LogLine; onClose: () => void }) {
  return (
    <section aria-label="Selected line" className="border-border border-t">
      <div className="flex items-center justify-between gap-2 px-4 pt-2">
        <p className="min-w-0 truncate font-medium">{line.label}</p>
        <Button variant="ghost" size="icon" aria-label="Close the details" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <DataList>
        <DataItem label="Result">
          <ResultBadge result={line.result} /> {kindLabel(line.kind)}
        </DataItem>
        <DataItem label="Message">{line.message}</DataItem>
        <DataItem label="Code">
          {line.code && <code className="font-mono text-xs">{line.code}</code>}
        </DataItem>
        <DataItem label="Source ids">
          <span className="font-mono text-xs">{line.sourceIds.join(", ")}</span>
        </DataItem>
        <DataItem label="Id in the directory">
          {line.targetId && <span className="font-mono text-xs">{line.targetId}</span>}
        </DataItem>
        <DataItem label="Line and time">
          <span className="tabular-nums">{line.seq}</span>, <RelativeTime value={line.at} isAbsolute />
        </DataItem>
      </DataList>
    </section>
  );
}
