import { z } from "zod";
import { callApi } from "./client.ts";
import { checklist, type confirmApply, importDetail, importFile } from "./contract.ts";
import type { DecisionEdit } from "./decision-edits.ts";
import type { Authority } from "./organization-story.ts";
import * as pulls from "./pull.ts";
import { importPath, schedulePath } from "./queries.ts";
import * as schedules from "./schedules.ts";

const nothing = z.object({});

export const createImport = (originName: string) =>
  callApi(importDetail, "/imports", { method: "POST", json: { originName } });

/** Fills a draft with the sample bundle. */
export const fillWithSample = (importId: string) =>
  callApi(importDetail, `${importPath(importId)}/sample`, { method: "POST", json: {} });

/** Makes room for a file. The same name and size again answers the same file, with the parts already stored. */
export const declareFile = (importId: string, file: { name: string; sizeBytes: number }) =>
  callApi(importFile, `${importPath(importId)}/files`, { method: "POST", json: file });

/** Stores a part; the same part again changes nothing. `sha256` is hex. */
export const putPart = (
  importId: string,
  fileId: string,
  part: { number: number; bytes: Blob; sha256: string },
  signal?: AbortSignal,
) =>
  callApi(nothing, `${importPath(importId)}/files/${encodeURIComponent(fileId)}/parts/${part.number}`, {
    method: "PUT",
    bytes: part.bytes,
    headers: { "x-part-sha256": part.sha256 },
    ...(signal && { signal }),
  });

export const completeFile = (importId: string, fileId: string) =>
  callApi(importFile, `${importPath(importId)}/files/${encodeURIComponent(fileId)}/complete`, {
    method: "POST",
    json: {},
  });

export const deleteFile = (importId: string, fileId: string) =>
  callApi(nothing, `${importPath(importId)}/files/${encodeURIComponent(fileId)}`, { method: "DELETE" });

/** Reads the files, plans and compares with the directory; the answer comes before the work is done. */
export const startReading = (importId: string) =>
  callApi(importDetail, `${importPath(importId)}/read`, { method: "POST", json: {} });

/** Lays edits over the decisions. Of an import that was read already, this plans again. */
export const editDecisions = (importId: string, edits: readonly DecisionEdit[]) =>
  callApi(importDetail, `${importPath(importId)}/decisions`, { method: "PATCH", json: edits });

/** `planHash` is that of the plan which was shown: the apply is refused if there is another one by now. */
export const applyImport = (importId: string, confirmation: z.input<typeof confirmApply>) =>
  callApi(importDetail, `${importPath(importId)}/apply`, { method: "POST", json: confirmation });

export const steerImport = (importId: string, verb: "pause" | "resume" | "cancel" | "retry") =>
  callApi(importDetail, `${importPath(importId)}/${verb}`, { method: "POST", json: {} });

/** A new import of the same snapshot, with the same decisions, to change them. */
export const decideAgain = (importId: string) =>
  callApi(importDetail, `${importPath(importId)}/again`, { method: "POST", json: {} });

/** Takes back what the import wrote; the answer comes before the work is done. */
export const undoImport = (importId: string) =>
  callApi(importDetail, `${importPath(importId)}/undo`, { method: "POST", json: {} });

/** Removes everything of an import that has ended but its counts; the answer comes before the work is done. */
export const purgeImport = (importId: string) =>
  callApi(importDetail, `${importPath(importId)}/purge`, { method: "POST", json: {} });

export const tickChecklist = (importId: string, item: string, isDone: boolean) =>
  callApi(checklist, `${importPath(importId)}/checklist/${item}`, {
    method: "PUT",
    json: { isDone },
  });

/** From the next import on, `authio` leaves the organization alone. */
export const setAuthority = (organizationId: string, authority: Authority) =>
  callApi(nothing, `/organizations/${encodeURIComponent(organizationId)}/authority`, {
    method: "PUT",
    json: { authority },
  });

/** Asks WorkOS what a key can read and how long pulling it would take. The key is kept nowhere. */
export const probeKey = (token: string, options: pulls.PullOptions, signal?: AbortSignal) =>
  callApi(pulls.probeResult, "/workos/probe", {
    method: "POST",
    json: { token, options } satisfies z.input<typeof pulls.probeKey>,
    ...(signal && { signal }),
  });

/** Pulls with these keys, then reads, plans and compares; the answer comes before the work is done. */
export const startPull = (importId: string, pull: z.input<typeof pulls.startPull>) =>
  callApi(importDetail, `${importPath(importId)}/pull`, { method: "POST", json: pull });

/** Repeats a live import; its keys are asked of WorkOS first, which takes a moment. */
export const createSchedule = (input: z.input<typeof schedules.createSchedule>) =>
  callApi(schedules.schedule, "/schedules", { method: "POST", json: input });

export const changeSchedule = (scheduleId: string, input: z.input<typeof schedules.changeSchedule>) =>
  callApi(schedules.schedule, schedulePath(scheduleId), { method: "PUT", json: input });

export const deleteSchedule = (scheduleId: string) =>
  callApi(nothing, schedulePath(scheduleId), { method: "DELETE" });

/** Opens a run now; refused while the one before it is at work. */
export const runScheduleNow = (scheduleId: string) =>
  callApi(schedules.schedule, `${schedulePath(scheduleId)}/run`, { method: "POST", json: {} });
