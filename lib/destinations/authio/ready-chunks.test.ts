import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { PlannedRole } from "../../planner/planned-records.ts";
import { type PlanReader, readyChunks } from "./ready-chunks.ts";

/** Enough for several pieces. */
const rolesPerChunk = 5_000;

/** A plan of roles without an end, which counts the roles that are written out. */
function countedPlan(): { plan: PlanReader; writtenOut: () => number } {
  let count = 0;
  const role: PlannedRole = {
    slug: "member",
    name: "Member",
    get description() {
      count++;
      return "x".repeat(200);
    },
    organizationSourceId: null,
    permissions: [],
  };
  const chunk = Array.from({ length: rolesPerChunk }, () => role);
  const plan = {
    count: async () => Number.POSITIVE_INFINITY,
    async *chunks() {
      for (;;) yield chunk;
    },
  };
  return { plan: plan as unknown as PlanReader, writtenOut: () => count };
}

/** Waits until nothing more is made ahead; answers how many roles that are. */
async function untilFull(writtenOut: () => number): Promise<number> {
  for (let before = -1; before !== writtenOut(); ) {
    before = writtenOut();
    await sleep(100);
  }
  return writtenOut();
}

it("hands over a chunk that is ready before it makes another one, which it does meanwhile", async () => {
  const { plan, writtenOut } = countedPlan();
  const ready = readyChunks(plan, "role")[Symbol.asyncIterator]();
  expect((await ready.next()).value).toMatchObject({
    records: rolesPerChunk,
    tables: [{ table: "in_organization_roles" }],
  });
  const ahead = await untilFull(writtenOut);
  expect(ahead).toBeGreaterThan(5 * rolesPerChunk);
  await ready.next();
  expect(writtenOut() - ahead).toBeLessThan(rolesPerChunk / 2);
  expect(await untilFull(writtenOut)).toBe(ahead + rolesPerChunk);
  await ready.return?.();
});
