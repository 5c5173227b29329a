"use client";

import { useEffect, useRef, useState } from "react";
import { formatNumber } from "@/components/ui/format-number.ts";

const countMs = 400;

/**
 * A number that counts up to its new value when that changes; at once where motion is to be reduced. For eyes
 * alone: say the number elsewhere to screen readers.
 */
export function CountUp({ value, className }: { value: number; className?: string }) {
  const [shown, setShown] = useState(value);
  const at = useRef(value);

  useEffect(() => {
    const from = at.current;
    const show = (number: number) => {
      at.current = number;
      setShown(number);
    };
    if (value <= from || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      show(value);
      return;
    }
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = Math.min(1, Math.max(0, now - startedAt) / countMs);
      show(Math.round(from + (value - from) * (1 - (1 - share) ** 3)));
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);

  return (
    <span aria-hidden className={className}>
      {formatNumber(shown)}
    </span>
  );
}
