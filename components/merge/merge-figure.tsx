import { formatNumber } from "@/components/ui/format-number.ts";

const width = 320;
const height = 112;
const maxDots = 18;

/** `47 records become 23 people`, in words and drawn: as many dots as are drawn keep the proportion. */
export function MergeFigure({ records, people }: { records: number; people: number }) {
  if (records === 0) {
    return (
      <p className="px-4 py-6 text-center text-muted-foreground text-sm">
        No two records share an address: every record becomes a person of its own.
      </p>
    );
  }
  return (
    <figure className="flex items-center justify-center gap-3 px-4 py-5 sm:gap-6">
      <Count value={records} label={records === 1 ? "record" : "records"} align="right" />
      <FlowDrawing records={records} people={people} />
      <Count value={people} label={people === 1 ? "person" : "people"} align="left" />
      <figcaption className="sr-only">
        {formatNumber(records)} records become {formatNumber(people)} {people === 1 ? "person" : "people"}
      </figcaption>
    </figure>
  );
}

function Count(props: { value: number; label: string; align: "left" | "right" }) {
  return (
    <p aria-hidden className={props.align === "right" ? "text-right" : "text-left"}>
      <span className="block font-semibold text-2xl tabular-nums tracking-tight">
        {formatNumber(props.value)}
      </span>
      <span className="text-muted-foreground text-sm">{props.label}</span>
    </p>
  );
}

/** As many lines as records flow into as many dots as people; of many, a few that keep the proportion. */
export function FlowDrawing({ records, people }: { records: number; people: number }) {
  const left = Math.min(records, maxDots);
  const right = left && Math.max(1, Math.min(left, Math.round((left * people) / records)));
  const y = (index: number, count: number) => ((index + 0.5) / count) * height;
  return (
    <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="h-auto w-full min-w-0 max-w-80 shrink">
      {Array.from({ length: left }, (_, index) => {
        const target = Math.floor((index * right) / left);
        const from = y(index, left);
        const to = y(target, right);
        return (
          <g key={`row-${String(index)}`}>
            <path
              d={`M 6 ${from} C ${width / 2} ${from} ${width / 2} ${to} ${width - 8} ${to}`}
              className="fill-none stroke-primary/45"
              strokeWidth={1.25}
            />
            <circle cx={6} cy={from} r={2.5} className="fill-muted-foreground" />
          </g>
        );
      })}
      {Array.from({ length: right }, (_, index) => (
        <circle
          key={`person-${String(index)}`}
          cx={width - 8}
          cy={y(index, right)}
          r={4.5}
          className="fill-primary"
        />
      ))}
    </svg>
  );
}
