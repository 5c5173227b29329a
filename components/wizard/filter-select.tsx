"use client";

import { Select, SelectContent, SelectItem, SelectTrigger } from "@/components/ui/select.tsx";

const all = "all";

/** One of several values, or all of them (null). */
export function FilterSelect(props: {
  label: string;
  allLabel: string;
  value: string | null;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | null) => void;
}) {
  return (
    <Select
      value={props.value ?? all}
      onValueChange={(value) => props.onChange(value === all ? null : value)}
    >
      <SelectTrigger aria-label={props.label} className="min-w-32 max-sm:flex-1 sm:w-40" />
      <SelectContent>
        <SelectItem value={all}>{props.allLabel}</SelectItem>
        {props.options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
