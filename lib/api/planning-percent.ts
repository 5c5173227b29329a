import type { ReadingProgress } from "./contract.ts";

/** How far a step of planning is: `64 %`. Of nothing all is done. */
export function planningPercent({ done, total }: NonNullable<ReadingProgress["planning"]>): string {
  return `${total === 0 ? 100 : Math.floor((100 * done) / total)} %`;
}
