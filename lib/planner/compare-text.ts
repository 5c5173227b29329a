/**
 * Orders by code unit: the same on every machine, unlike anything that knows a locale. Unit by unit, because `<` copies
 * texts that are slices of others, as those of the tables are, before it compares them.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
