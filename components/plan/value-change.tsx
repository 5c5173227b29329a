import { issueFacts } from "@/components/plan/issue-facts.ts";

/** Columns with their value before and after; or why a record would be refused. */
export function ValueChange({ changes }: { changes: Readonly<Record<string, unknown>> }) {
  const { problem, ...columns } = changes;
  return (
    <ul className="flex flex-col gap-1">
      {typeof problem === "string" && <li className="text-danger">{issueFacts(problem).title}</li>}
      {Object.entries(columns).map(([column, change]) => {
        const [before, after] = Array.isArray(change) ? change : [null, change];
        return (
          <li key={column} className="break-all">
            <span className="text-muted-foreground">{column.replaceAll("_", " ")}: </span>
            <del className="text-danger">{valueText(before)}</del> <span aria-hidden>→</span>{" "}
            <ins className="text-success no-underline">{valueText(after)}</ins>
          </li>
        );
      })}
    </ul>
  );
}

/** A value as a person would write it. */
function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
