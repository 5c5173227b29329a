"use client";

import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";

const waitMs = 250;

/** A search field that reports a moment after the last key; the server does the searching. */
export function FilterInput(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}) {
  const { value } = props;
  const [text, setText] = useState(value);
  // Its page may render again more often than that, as what it shows moves on.
  const report = useEffectEvent(props.onChange);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => report(text), waitMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <search className={cn("relative w-full sm:w-64", props.className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground"
      />
      <Input
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-8"
        autoComplete="off"
        spellCheck={false}
      />
    </search>
  );
}
