const numberFormat = new Intl.NumberFormat("en");

/** `1,234,567`, on server and browser alike. */
export function formatNumber(value: number | bigint): string {
  return numberFormat.format(value);
}
