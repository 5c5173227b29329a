"use client";

import { useEffect, useRef, useState } from "react";

/** From here on list and group stand side by side (Tailwind's `xl`). */
export const sideBySide = "(min-width: 80rem)";
/** The address follows the cursor once it rests: browsers refuse to write it with every key that is held down. */
const restMs = 250;

/**
 * The group under the cursor, by its key. The address names the group that is open: side by side that is the one under
 * the cursor; on narrow screens one is opened and closed.
 */
export function useMergeCursor(opened: string | null, write: (key: string | null) => void) {
  const [cursor, setCursor] = useState(opened);
  /** What we wrote last: everything else that the address says came from outside, by a link or a step back. */
  const written = useRef(opened);

  useEffect(() => {
    if (opened === written.current) return;
    written.current = opened;
    setCursor(opened);
  }, [opened]);

  useEffect(() => {
    if (cursor === written.current || !window.matchMedia(sideBySide).matches) return;
    const timer = setTimeout(() => {
      written.current = cursor;
      write(cursor);
    }, restMs);
    return () => clearTimeout(timer);
  }, [cursor, write]);

  return {
    cursor,
    move: setCursor,
    /** Opens a group at once; null closes it. */
    open: (key: string | null) => {
      written.current = key;
      setCursor(key);
      write(key);
    },
  };
}
