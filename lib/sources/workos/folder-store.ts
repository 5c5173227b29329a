import { appendFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { PullLane, PullOptions, PullResource } from "../../api/pull.ts";
import type { BundleFile } from "../bundle/bundle-file.ts";
import { appendLine, cutFile, type JournalLine, readJournal, readStart } from "./folder-journal.ts";
import {
  type LaneEnd,
  laneEnd,
  type PulledPage,
  type PullProblem,
  type PullStore,
  type PullTask,
} from "./pull-store.ts";
import { pageText, recordSeparator, snapshotBundle } from "./snapshot-bundle.ts";

type FolderLane = Omit<PullLane, "keyPosition">;
type Task = PullTask & { isDone: boolean };
/** A lane with what it needs beside what is shown: bytes of its file that count, its listings by their numbers. */
type Lane = { shown: FolderLane; bytes: number; tasks: Task[] };

/**
 * A pull kept in a folder that only this user can read: the records of each resource in one file, and a journal that
 * says how far they count. What a killed process wrote between the two is cut off by the next one.
 */
export class FolderStore implements PullStore {
  readonly #folder: string;
  readonly #onProgress: () => void;
  readonly #lanes = new Map<PullResource, Lane>();
  readonly #tasks: Task[] = [];
  readonly #known = new Set<string>();
  /** One write at a time: the journal follows the records. */
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, onProgress: () => void) {
    this.#folder = folder;
    this.#onProgress = onProgress;
  }

  /**
   * Opens the pull in a folder, and goes on with it if it is one of the same key and options; else it starts again.
   *
   * @param onProgress called after each change of the lanes
   */
  static async open(
    folder: string,
    pulled: { display: string; options: PullOptions },
    onProgress: () => void = () => {},
  ): Promise<FolderStore> {
    const store = new FolderStore(folder, onProgress);
    const start: JournalLine = { step: "start", ...pulled };
    const lines = await readJournal(store.#journalFile);
    if (JSON.stringify(lines[0]) === JSON.stringify(start)) {
      for (const line of lines) store.#replay(line);
      for (const [resource, { bytes }] of store.#lanes) await cutFile(store.#recordsFile(resource), bytes);
    } else {
      await store.remove();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendLine(store.#journalFile, start);
    }
    return store;
  }

  /** Where the pull stands, in the order in which a bundle is written. */
  lanes(): FolderLane[] {
    return [...this.#lanes.values()].map(({ shown }) => ({ ...shown }));
  }

  /** What was pulled, readable as often as needed while the folder is there. What is not at its end is incomplete. */
  bundle(name: string): BundleFile {
    const lists = [...this.#lanes.values()].map(({ shown: { resource, state }, bytes }) => ({
      resource,
      end: state === "done" || state === "forbidden" ? state : ("incomplete" as const),
      pages: () => readStart(this.#recordsFile(resource), bytes),
    }));
    return snapshotBundle(name, lists, null);
  }

  /** Removes the folder, with all that was pulled. */
  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async begin(
    lanes: readonly { resource: PullResource; rootIds: readonly string[] }[],
  ): Promise<PullResource[]> {
    if (this.#lanes.size === 0) {
      const copies = lanes.map(({ resource, rootIds }) => ({ resource, rootIds: [...rootIds] }));
      await this.#inTurn(() => this.#note({ step: "begin", lanes: copies }));
    }
    return this.lanes().flatMap(({ resource, requests }) => (requests > 0 ? [resource] : []));
  }

  async openTasks(resource: PullResource, afterId: number, limit: number): Promise<PullTask[]> {
    const { tasks } = this.#lane(resource);
    const found: PullTask[] = [];
    for (let index = firstAfter(tasks, afterId); index < tasks.length && found.length < limit; index++) {
      const task = tasks[index];
      if (task && !task.isDone) found.push({ ...task });
    }
    return found;
  }

  commit({ task, records, cursor, children, problem, requests }: PulledPage): Promise<void> {
    return this.#inTurn(async () => {
      const lane = this.#lane(task.resource);
      const text = pageText(records);
      const bytes = Buffer.from(lane.bytes > 0 && text !== "" ? `${recordSeparator}${text}` : text);
      await appendFile(this.#recordsFile(task.resource), bytes, { mode: 0o600 });
      await this.#note({
        step: "page",
        task: task.id,
        records: records.length,
        bytes: lane.bytes + bytes.length,
        cursor,
        children: [...children],
        problem,
        requests,
      });
    });
  }

  giveUp(resource: PullResource, problem: PullProblem): Promise<void> {
    return this.#inTurn(() => this.#note({ step: "given_up", resource, problem }));
  }

  async endLane(resource: PullResource): Promise<LaneEnd> {
    await this.#inTurn(() => this.#note({ step: "end", resource }));
    const { problem, records } = this.#lane(resource).shown;
    return laneEnd(problem, records);
  }

  wait(until: Date): void {
    for (const { shown } of this.#lanes.values()) {
      if (shown.state === "waiting" || shown.state === "pulling") shown.waitingUntil = until.toISOString();
    }
    this.#onProgress();
  }

  async #note(line: JournalLine): Promise<void> {
    await appendLine(this.#journalFile, line);
    this.#replay(line);
    this.#onProgress();
  }

  #replay(line: JournalLine): void {
    if (line.step === "begin") {
      for (const { resource, rootIds } of line.lanes) {
        this.#lanes.set(resource, newLane(resource));
        for (const parentId of rootIds) this.#addTask(resource, parentId);
      }
    } else if (line.step === "page") this.#replayPage(line);
    else if (line.step === "given_up") this.#lane(line.resource).shown.problem ??= line.problem;
    else if (line.step === "end") {
      const { shown } = this.#lane(line.resource);
      shown.state = laneEnd(shown.problem, shown.records);
      shown.waitingUntil = null;
    }
  }

  #replayPage(line: Extract<JournalLine, { step: "page" }>): void {
    const task = this.#tasks[line.task - 1];
    if (!task) throw new Error(`the journal in ${this.#folder} names a listing that it did not make`);
    const lane = this.#lane(task.resource);
    const { shown } = lane;
    task.cursor = line.cursor;
    task.isDone = line.cursor === null;
    lane.bytes = line.bytes;
    shown.state = "pulling";
    shown.records += line.records;
    shown.requests += line.requests;
    shown.tasksDone += task.isDone ? 1 : 0;
    shown.problem ??= line.problem;
    for (const { resource, parentId } of line.children) this.#addTask(resource, parentId);
  }

  #addTask(resource: PullResource, parentId: string): void {
    const key = `${resource} ${parentId}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const task = { id: this.#tasks.length + 1, resource, parentId, cursor: null, isDone: false };
    this.#tasks.push(task);
    const lane = this.#lane(resource);
    lane.tasks.push(task);
    lane.shown.tasks++;
  }

  #lane(resource: PullResource): Lane {
    const lane = this.#lanes.get(resource);
    if (!lane) throw new Error(`${resource} is not pulled here`);
    return lane;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(work);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  get #journalFile(): string {
    return path.join(this.#folder, "journal.ndjson");
  }

  #recordsFile(resource: PullResource): string {
    return path.join(this.#folder, `${resource}.json-part`);
  }
}

function newLane(resource: PullResource): Lane {
  const shown = {
    resource,
    state: "waiting" as const,
    records: 0,
    requests: 0,
    tasks: 0,
    tasksDone: 0,
    waitingUntil: null,
    problem: null,
  };
  return { shown, bytes: 0, tasks: [] };
}

/** Index of the first task with a higher number; there may be a million of them. */
function firstAfter(tasks: readonly Task[], id: number): number {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tasks[middle]?.id ?? 0) > id) high = middle;
    else low = middle + 1;
  }
  return low;
}
