import { importProblem } from "../../api/fields.ts";
import { type PullProgress, pullOptions, pullProgress, pullResource } from "../../api/pull.ts";
import type { Prisma } from "../../generated/prisma/client.ts";

const nothingPulled = { rows: 0, people: 0, mergedRows: 0, mergedPeople: 0 };

/** Where the pull of a live import stands; null for an import of files. */
export async function readPull(
  prisma: Pick<Prisma.TransactionClient, "import">,
  importId: string,
): Promise<PullProgress | null> {
  const row = await prisma.import.findUnique({
    where: { id: importId },
    select: {
      pullOptions: true,
      pullMerge: true,
      pulledAt: true,
      keys: { orderBy: { position: "asc" }, select: { display: true, wipedAt: true } },
      lanes: { orderBy: { keyPosition: "asc" } },
    },
  });
  if (!row?.pullOptions) return null;
  const order = pullResource.options;
  return {
    options: pullOptions.parse(row.pullOptions),
    keys: row.keys.map((key) => ({ display: key.display, isWiped: key.wipedAt !== null })),
    lanes: row.lanes
      .map((lane) => ({
        keyPosition: lane.keyPosition,
        resource: pullResource.parse(lane.resource),
        state: pullProgress.shape.lanes.element.shape.state.parse(lane.state),
        records: lane.records,
        requests: lane.requests,
        tasks: lane.tasks,
        tasksDone: lane.tasksDone,
        waitingUntil: lane.waitingUntil?.toISOString() ?? null,
        problem: importProblem.nullable().parse(lane.problem),
      }))
      .sort((a, b) => a.keyPosition - b.keyPosition || order.indexOf(a.resource) - order.indexOf(b.resource)),
    merge: pullProgress.shape.merge.parse(row.pullMerge ?? nothingPulled),
    pulledAt: row.pulledAt?.toISOString() ?? null,
  };
}
