/** `1 membership`, `2 memberships`: for sentences that count. */
export function countNoun(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
