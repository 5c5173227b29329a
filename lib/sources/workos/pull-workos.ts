import { EventEmitter, once, setMaxListeners } from "node:events";
import pMap from "p-map";
import type { PullOptions, PullResource } from "../../api/pull.ts";
import { pullListing } from "./pull-listing.ts";
import {
  forbiddenCode,
  type LaneEnd,
  type PullProblem,
  type PullStore,
  type PullTask,
} from "./pull-store.ts";
import { addressOf, pulledResources, resources, rootIds } from "./resources.ts";
import type { WorkosClient } from "./workos-client.ts";
import { WorkosError } from "./workos-error.ts";

/** Listings of one resource that are pulled at once: enough to fill the limits when an answer takes a third of a second. */
const listingsAtOnce = 32;
const tasksAtOnce = 200;

type Pull = { client: WorkosClient; store: PullStore; options: PullOptions; signal: AbortSignal };

/**
 * Pulls everything that the options ask for with one key into a store, from where the store stands: all resources at
 * once, what hangs on an organization, directory or user as soon as that one is there. What the key may not read, and
 * what WorkOS can't give, is noted in its lane and stops nothing else.
 *
 * @throws WorkosError `key_refused`, or `unavailable` when WorkOS is away altogether; what was fetched stays
 */
export async function pullWorkos(pull: Pull): Promise<Record<PullResource, LaneEnd | undefined>> {
  const { store, options } = pull;
  const chosen = pulledResources(options);
  const readable = await store.begin(
    chosen.map((resource) => ({ resource, rootIds: rootIds(resource, options) })),
  );
  const stopping = new AbortController();
  const signal = AbortSignal.any([pull.signal, stopping.signal]);
  // Every request under way listens.
  setMaxListeners(0, signal);
  const run = new PullRun({ ...pull, signal }, readable);
  // Parents stand before what hangs on them.
  const lanes = chosen.map((resource) => run.pullLane(resource));
  const failure = await Promise.all(lanes).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (failure) {
    stopping.abort(new Error("another part of the pull failed"));
    await Promise.allSettled(lanes);
    await run.whenIdle();
    throw failure.error;
  }
  const ends = await Promise.all(lanes);
  return Object.fromEntries(chosen.map((resource, index) => [resource, ends[index]])) as Record<
    PullResource,
    LaneEnd | undefined
  >;
}

class PullRun {
  readonly #client: WorkosClient;
  readonly #store: PullStore;
  readonly #options: PullOptions;
  readonly #signal: AbortSignal;
  /** Resources that something was read of: the key may. */
  readonly #readable: Set<PullResource>;
  readonly #lanes = new Map<PullResource, Promise<LaneEnd>>();
  /** Emits a resource when there may be new listings of it, or will be none any more. */
  readonly #changes = new EventEmitter();
  readonly #changeCounts = new Map<PullResource, number>();
  readonly #givenUp = new Set<PullResource>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(pull: Pull, readable: readonly PullResource[]) {
    this.#readable = new Set(readable);
    this.#client = pull.client;
    this.#store = pull.store;
    this.#options = pull.options;
    this.#signal = pull.signal;
  }

  pullLane(resource: PullResource): Promise<LaneEnd> {
    const lane = this.#pullLane(resource);
    this.#lanes.set(resource, lane);
    return lane;
  }

  async #pullLane(resource: PullResource): Promise<LaneEnd> {
    const { parents } = resources[resource];
    const parentEnds = Promise.all(parents.map((parent) => this.#lanes.get(parent)));
    await pMap(this.#openTasks(resource, parentEnds), (task) => this.#track(this.#pullListing(task)), {
      concurrency: listingsAtOnce,
      signal: this.#signal,
    });
    const ends = await parentEnds;
    const cut = parents.find((_, index) => ends[index] !== "done");
    if (cut) await this.#store.giveUp(resource, missingParents(resource, cut, ends.includes("forbidden")));
    return this.#store.endLane(resource);
  }

  #track(listing: Promise<void>): Promise<void> {
    this.#underWay.add(listing);
    return listing.finally(() => this.#underWay.delete(listing));
  }

  /**
   * Ends when nothing is written to the store any more. A lane that is stopped ends at once, its listings only when the
   * page that they keep is kept: who goes on with the store must not meet them.
   */
  async whenIdle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** Listings as they become known, until all parents are at their end or the resource is given up. */
  async *#openTasks(resource: PullResource, parentEnds: Promise<unknown>): AsyncGenerator<PullTask> {
    let hasAllParents = false;
    parentEnds.then(
      () => {
        hasAllParents = true;
        this.#announce(resource);
      },
      () => undefined,
    );
    // A resource without parents has all of its listings.
    if (resources[resource].parents.length === 0) hasAllParents = true;
    let afterId = 0;
    while (!this.#givenUp.has(resource)) {
      const isComplete = hasAllParents;
      const before = this.#changeCounts.get(resource);
      const tasks = await this.#store.openTasks(resource, afterId, tasksAtOnce);
      for (const task of tasks) {
        if (this.#givenUp.has(resource)) return;
        afterId = task.id;
        yield task;
      }
      if (tasks.length > 0) continue;
      if (isComplete) return;
      if (this.#changeCounts.get(resource) !== before) continue;
      await once(this.#changes, resource, { signal: this.#signal });
    }
  }

  #announce(resource: PullResource): void {
    this.#changeCounts.set(resource, (this.#changeCounts.get(resource) ?? 0) + 1);
    this.#changes.emit(resource);
  }

  async #pullListing(task: PullTask): Promise<void> {
    if (this.#givenUp.has(task.resource)) return;
    try {
      await pullListing(task, {
        client: this.#client,
        store: this.#store,
        options: this.#options,
        signal: this.#signal,
        onPage: ({ children }) => {
          this.#readable.add(task.resource);
          for (const child of new Set(children.map((each) => each.resource))) this.#announce(child);
        },
      });
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof WorkosError) || error.trouble === "key_refused") throw error;
      await this.#bear(task, error);
    }
  }

  /** Notes what can't be read and lets the rest go on; throws where nothing can. */
  async #bear(task: PullTask, error: WorkosError): Promise<void> {
    const { resource } = task;
    const { path, isRecord } = addressOf(resource, task.parentId, this.#options);
    if (error.trouble === "unavailable" && !(await this.#isAnsweringElsewhere(path))) throw error;
    // A parent that is gone meanwhile has no listing; a resource that never had one is not for this key.
    const isUnreadable =
      error.trouble === "forbidden" ||
      (error.trouble === "missing" && !isRecord && !this.#readable.has(resource));
    if (isUnreadable) {
      this.#givenUp.add(resource);
      this.#announce(resource);
      await this.#store.giveUp(resource, {
        code: forbiddenCode,
        message: `${error.message} ${resources[resource].lost}`,
        whatToDo: error.whatToDo,
      });
      return;
    }
    await this.#store.commit({
      task,
      records: [],
      cursor: null,
      children: [],
      problem: { code: error.trouble, message: error.message, whatToDo: error.whatToDo },
      requests: 0,
    });
  }

  /** One listing that never answers must not stop the rest; if nothing answers, WorkOS is away. */
  async #isAnsweringElsewhere(path: string): Promise<boolean> {
    const others = ["/organizations", "/connections"].filter((other) => other !== path);
    for (const other of others) if (await this.#client.isAnswering(other, this.#signal)) return true;
    return false;
  }
}

/** Why a lane is not whole although each of its listings is: there are parents whose listings nobody knows of. */
function missingParents(resource: PullResource, parent: PullResource, isForbidden: boolean): PullProblem {
  const { name, lost } = resources[resource];
  const of = resources[parent].name;
  return {
    code: isForbidden ? forbiddenCode : "incomplete",
    message: `WorkOS lists ${name} by ${of.replace(/s$/, "")}, and not all ${of} could be read.${isForbidden ? ` ${lost}` : ""}`,
    whatToDo: `See what is said of ${of}.`,
  };
}
