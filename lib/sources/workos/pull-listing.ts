import type { PullOptions } from "../../api/pull.ts";
import type { PulledPage, PullProblem, PullStore, PullTask } from "./pull-store.ts";
import { type AnswerPage, readAnswer } from "./read-answer.ts";
import { addressOf, childResources, resources } from "./resources.ts";
import type { WorkosClient } from "./workos-client.ts";

export type ListingContext = {
  client: WorkosClient;
  store: Pick<PullStore, "commit" | "wait">;
  options: PullOptions;
  signal: AbortSignal;
  /** Told after each page that is kept. */
  onPage: (page: PulledPage) => void;
};

/**
 * Pulls one listing from where it stands to its end. While a page is being kept, the next one is fetched already:
 * so of each listing at most the page that is being kept and the one under way are fetched again after a crash.
 *
 * @param task its `cursor` moves with what is kept
 * @throws WorkosError
 */
export async function pullListing(task: PullTask, context: ListingContext): Promise<void> {
  const { client, store, options, signal } = context;
  const address = addressOf(task.resource, task.parentId, options);
  const { priority } = resources[task.resource];
  const seen = new Set<string>(task.cursor === null ? [] : [`after ${task.cursor}`]);
  let { cursor } = task;
  let kept = Promise.resolve();
  try {
    do {
      const search = cursor === null ? address.search : { ...address.search, after: cursor };
      const answer = await client.get(address.path, search, {
        signal,
        priority,
        onWait: (until) => store.wait(until),
      });
      const { records, after } = readAnswer(address, answer.body);
      const problem = repetition(task, { records, after }, seen);
      const page: PulledPage = {
        // The cursor that the page was fetched with: a store refuses a page that another process has kept already.
        task: { ...task, cursor },
        ...pageRecords(task, records, options),
        cursor: problem === null ? after : null,
        problem,
        requests: answer.requests,
      };
      await kept;
      kept = store.commit(page).then(() => {
        task.cursor = page.cursor;
        context.onPage(page);
      });
      // Awaited before the next page is kept, and at the end; a failure meanwhile is not lost.
      kept.catch(() => undefined);
      ({ cursor } = page);
    } while (cursor !== null);
  } finally {
    await kept;
  }
}

/** The records as they are kept, and the listings that they bring. */
function pageRecords(task: PullTask, answered: AnswerPage["records"], options: PullOptions) {
  const { complete } = resources[task.resource];
  const records = complete
    ? answered.flatMap<Record<string, unknown>>((record) => complete(record, task.parentId) ?? [])
    : answered;
  const children = childResources(task.resource, options).flatMap((resource) =>
    records.flatMap(({ id }) => (typeof id === "string" && id !== "" ? [{ resource, parentId: id }] : [])),
  );
  return { records, children };
}

/**
 * Servers that don't know a cursor start again at the first page, and some name the same cursor for ever. What came
 * twice ends the listing, which then counts as incomplete.
 */
function repetition(task: PullTask, { records, after }: AnswerPage, seen: Set<string>): PullProblem | null {
  const firstId = records[0]?.id;
  const marks = [
    ...(typeof firstId === "string" ? [`first ${firstId}`] : []),
    ...(after === null ? [] : [`after ${after}`]),
  ];
  const isRepeated = marks.some((mark) => seen.has(mark));
  for (const mark of marks) seen.add(mark);
  // A page without records that has a next one leads nowhere either.
  if (!isRepeated && (records.length > 0 || after === null)) return null;
  const { name } = resources[task.resource];
  return {
    code: "repeated_page",
    message: `WorkOS repeats itself in the list of ${name}${task.parentId && ` of ${task.parentId}`}: it was followed up to there.`,
    whatToDo: "Pull again later. What the list lacks is not taken for removed.",
  };
}
