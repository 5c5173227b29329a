/** Orders by code unit: the same on every machine, unlike anything that knows a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
