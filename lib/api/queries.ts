import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { callApi, searchOf } from "./client.ts";
import { importDetail, importPage, importSummary } from "./contract.ts";
import { drift } from "./drift.ts";
import { logPage } from "./log-lines.ts";
import type { LogPage } from "./log-window.ts";
import * as merges from "./merge-groups.ts";
import { organizationStory } from "./organization-story.ts";
import { planItemPayloads } from "./plan-items.ts";
import {
  diffItemPage,
  issuePage,
  itemPage,
  planItem,
  type planItemKinds,
  planReview,
} from "./plan-review.ts";
import { schedule, scheduleList, scheduleRunPage } from "./schedules.ts";
import { undoReport } from "./undo.ts";

/** What an import's id stands before: everything that changes when the import does. */
export const importKeys = {
  all: ["imports"] as const,
  list: () => [...importKeys.all, "list"] as const,
  one: (importId: string) => [...importKeys.all, "one", importId] as const,
  detail: (importId: string) => [...importKeys.one(importId), "detail"] as const,
  plan: (importId: string) => [...importKeys.one(importId), "plan"] as const,
  merges: (importId: string) => [...importKeys.one(importId), "merges"] as const,
  items: (importId: string) => [...importKeys.one(importId), "items"] as const,
  issues: (importId: string) => [...importKeys.one(importId), "issues"] as const,
  diffItems: (importId: string) => [...importKeys.one(importId), "diff-items"] as const,
  summary: (importId: string) => [...importKeys.one(importId), "summary"] as const,
  undo: (importId: string) => [...importKeys.one(importId), "undo"] as const,
  drift: (importId: string) => [...importKeys.one(importId), "drift"] as const,
  story: (importId: string) => [...importKeys.one(importId), "story"] as const,
  firstLogPage: (importId: string) => [...importKeys.one(importId), "first-log-page"] as const,
};

export const scheduleKeys = {
  all: ["schedules"] as const,
  list: () => [...scheduleKeys.all, "list"] as const,
  one: (scheduleId: string) => [...scheduleKeys.all, "one", scheduleId] as const,
  runs: (scheduleId: string) => [...scheduleKeys.all, "runs", scheduleId] as const,
};

/** The address of a schedule under `/api`. */
export const schedulePath = (scheduleId: string) => `/schedules/${encodeURIComponent(scheduleId)}`;

/** The address of an import under `/api`, for requests and for download links. */
export const importPath = (importId: string) => `/imports/${encodeURIComponent(importId)}`;
export const downloadHref = (
  importId: string,
  file: "plan.json" | "migration.json" | "issues.csv" | "log.csv" | "log.ndjson",
) => `/api${importPath(importId)}/${file}`;

type Paged = { nextCursor: string | null };
const firstPage: string | null = null;
const nextCursorOf = (page: Paged) => page.nextCursor;
/** While another filter loads, the list before it stays: nothing jumps. */
const placeholderData = keepPreviousData;

export const importListQuery = () =>
  infiniteQueryOptions({
    queryKey: importKeys.list(),
    queryFn: ({ pageParam, signal }) =>
      callApi(importPage, `/imports${searchOf({ cursor: pageParam })}`, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
  });

export const driftQuery = (importId: string) =>
  infiniteQueryOptions({
    queryKey: importKeys.drift(importId),
    queryFn: ({ pageParam, signal }) =>
      callApi(drift, `${importPath(importId)}/drift${searchOf({ cursor: pageParam })}`, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
  });

/** An import as it stands. */
export const getImport = (importId: string, signal: AbortSignal) =>
  callApi(importDetail, importPath(importId), { signal });

export const importDetailQuery = (importId: string) =>
  queryOptions({
    queryKey: importKeys.detail(importId),
    queryFn: ({ signal }) => getImport(importId, signal),
  });

export const planReviewQuery = (importId: string) =>
  queryOptions({
    queryKey: importKeys.plan(importId),
    queryFn: ({ signal }) => callApi(planReview, `${importPath(importId)}/plan`, { signal }),
  });

export type PlanItemKind = (typeof planItemKinds)[number];

/** A page of planned records of one kind, with their payloads. */
export const planItemPage = <Kind extends PlanItemKind>(kind: Kind) =>
  itemPage.extend({
    items: z.array(planItem.extend({ payload: planItemPayloads[kind] })),
  });

/** Planned records of one kind, a page at a time. */
export const planItemsQuery = <Kind extends PlanItemKind>(importId: string, kind: Kind, q: string) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.items(importId), kind, q],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        planItemPage(kind),
        `${importPath(importId)}/items${searchOf({ kind, q, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
    placeholderData,
  });

/** A plan never changes: what was asked of one stays true, and of the next everything is asked anew. */
const ofOnePlan = { staleTime: Number.POSITIVE_INFINITY };

const searchOfFilter = ({ flags, q }: merges.MergeFilter) => ({ flags: flags.join(","), q });

/** Lines of the merge explorer, in the order of `sort`. */
export const mergesQuery = (
  importId: string,
  planHash: string,
  filter: merges.MergeFilter,
  sort: merges.MergeSort,
) =>
  infiniteQueryOptions({
    ...ofOnePlan,
    queryKey: [...importKeys.merges(importId), planHash, "list", filter, sort],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        merges.mergePage,
        `${importPath(importId)}/merges${searchOf({ ...searchOfFilter(filter), sort, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
    placeholderData,
  });

export const mergeCountsQuery = (importId: string, planHash: string, filter: merges.MergeFilter) =>
  queryOptions({
    ...ofOnePlan,
    queryKey: [...importKeys.merges(importId), planHash, "counts", filter],
    queryFn: ({ signal }) =>
      callApi(
        merges.mergeCounts,
        `${importPath(importId)}/merges/counts${searchOf(searchOfFilter(filter))}`,
        { signal },
      ),
    placeholderData,
  });

/** One group with its evidence. */
export const mergeQuery = (importId: string, planHash: string, key: string) =>
  queryOptions({
    ...ofOnePlan,
    queryKey: [...importKeys.merges(importId), planHash, "one", key],
    queryFn: ({ signal }) =>
      callApi(merges.mergeDetail, `${importPath(importId)}/merge${searchOf({ key })}`, { signal }),
  });

export type IssueFilter = { code: string | null; severity: string | null; q: string };

/** What the list begins with: the server answers it along with the page. */
export const firstIssueFilter: IssueFilter = { code: null, severity: null, q: "" };

export const issuesQuery = (importId: string, filter: IssueFilter) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.issues(importId), filter],
    queryFn: ({ pageParam, signal }) =>
      callApi(issuePage, `${importPath(importId)}/issues${searchOf({ ...filter, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
    placeholderData,
  });

export type DiffFilter = {
  action: "create" | "update" | "gone" | "conflict" | "address";
  kind: string | null;
};

/** What the list begins with: the server answers it along with the page. */
export const firstDiffFilter: DiffFilter = { action: "update", kind: null };

export const diffItemsQuery = (importId: string, filter: DiffFilter) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.diffItems(importId), filter],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        diffItemPage,
        `${importPath(importId)}/diff-items${searchOf({ ...filter, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
    placeholderData,
  });

export const summaryQuery = (importId: string) =>
  queryOptions({
    queryKey: importKeys.summary(importId),
    queryFn: ({ signal }) => callApi(importSummary, `${importPath(importId)}/summary`, { signal }),
  });

/** How often to ask for a preview that takes its time. */
const comparingPollMs = 1_000;

/** What undoing the import would do, compared anew whenever it is opened; or what its undo has done. */
export const undoReportQuery = (importId: string) =>
  infiniteQueryOptions({
    queryKey: importKeys.undo(importId),
    queryFn: ({ pageParam, signal }) =>
      callApi(undoReport, `${importPath(importId)}/undo${searchOf({ cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
    refetchInterval: (query) => (query.state.data?.pages[0]?.isReady === false ? comparingPollMs : false),
  });

export const organizationStoryQuery = (importId: string, sourceId: string) =>
  queryOptions({
    queryKey: [...importKeys.story(importId), sourceId],
    queryFn: ({ signal }) =>
      callApi(organizationStory, `${importPath(importId)}/organizations/${encodeURIComponent(sourceId)}`, {
        signal,
      }),
  });

export const scheduleListQuery = () =>
  queryOptions({
    queryKey: scheduleKeys.list(),
    queryFn: async ({ signal }) => (await callApi(scheduleList, "/schedules", { signal })).items,
  });

export const scheduleQuery = (scheduleId: string) =>
  queryOptions({
    queryKey: scheduleKeys.one(scheduleId),
    queryFn: ({ signal }) => callApi(schedule, schedulePath(scheduleId), { signal }),
  });

export const scheduleRunsQuery = (scheduleId: string) =>
  infiniteQueryOptions({
    queryKey: scheduleKeys.runs(scheduleId),
    queryFn: ({ pageParam, signal }) =>
      callApi(scheduleRunPage, `${schedulePath(scheduleId)}/runs${searchOf({ cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: nextCursorOf,
  });

/** What a page sends along of its log, see `firstLogPage`; everything after that is fetched by a `LogWindow`. */
export const firstLogPageQuery = (importId: string) =>
  queryOptions<LogPage>({ queryKey: importKeys.firstLogPage(importId) });

export type LogFilter = { kind: string | null; result: string | null; q: string };

/** Lines after a seq (exclusive), or the last ones before it; ascending either way. */
export function fetchLog(
  importId: string,
  filter: LogFilter,
  from: { after: string } | { before: string },
  options: { limit: number; signal?: AbortSignal },
) {
  const path = `${importPath(importId)}/log${searchOf({ ...filter, ...from, limit: options.limit })}`;
  return callApi(logPage, path, options.signal ? { signal: options.signal } : {});
}
