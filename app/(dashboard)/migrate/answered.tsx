import {
  dehydrate,
  HydrationBoundary,
  type InferDataFromTag,
  QueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import type { ReactNode } from "react";
import { firstLogPage } from "@/lib/api/log-window.ts";
import { firstLogPageQuery, importDetailQuery, scheduleListQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import type { Operator } from "@/lib/identity/actor.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { getLogPage } from "@/lib/imports/get-log-page.ts";
import { listSchedules } from "@/lib/imports/schedules/get-schedule.ts";

export type Answer = (client: QueryClient) => Promise<unknown>;

/**
 * What a page is about to ask the API, answered before it is sent. Dated long ago: what the browser knows already is
 * never replaced by it, whatever the clocks say, and what it did not know it asks for once more.
 */
export const answer =
  <Key extends QueryKey>(
    { queryKey }: { queryKey: Key },
    read: () => Promise<InferDataFromTag<never, Key>>,
  ): Answer =>
  async (client) =>
    client.setQueryData(queryKey, (await read()) as never, { updatedAt: 1 });

/** The first page of a list that is asked for page by page. */
export const firstPage = async <Page,>(
  page: Promise<Page>,
): Promise<{ pages: Page[]; pageParams: null[] }> => ({
  pages: [await page],
  pageParams: [null],
});

/** Every page of an import begins with it. */
export const answerImport = (operator: Operator, importId: string): Answer =>
  answer(importDetailQuery(importId), () => getImport(processDatabase(), operator, importId));

/** Its log, if it is shown: the last lines while it grows, else the first. */
export const answerLog = (operator: Operator, importId: string, isFollowing: boolean): Answer =>
  answer(firstLogPageQuery(importId), () =>
    getLogPage(processDatabase(), operator, importId, firstLogPage(isFollowing)),
  );

export const answerSchedules = (operator: Operator): Answer =>
  answer(scheduleListQuery(), () => listSchedules(processDatabase(), operator));

/**
 * Sends answers along with the page, so that it begins with rows and not with a skeleton. What can't be answered here
 * the page asks for itself, and shows what went wrong.
 */
export async function Answered({ answers, children }: { answers: readonly Answer[]; children: ReactNode }) {
  const client = new QueryClient();
  await Promise.allSettled(answers.map((give) => give(client)));
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
