import { readExplorerAddress } from "@/components/merge/explorer-address.ts";
import { type ReviewTab, reviewTabs } from "@/components/wizard/wizard-steps.ts";
import type { PlanReview } from "@/lib/api/plan-review.ts";
import {
  diffItemsQuery,
  firstDiffFilter,
  firstIssueFilter,
  issuesQuery,
  mergeQuery,
  mergesQuery,
  type PlanItemKind,
  planItemPage,
  planItemsQuery,
  planReviewQuery,
} from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import type { Operator } from "@/lib/identity/actor.ts";
import { getMerge } from "@/lib/imports/get-merge.ts";
import { getPlanReview } from "@/lib/imports/get-plan-review.ts";
import { listDiffItems } from "@/lib/imports/list-diff-items.ts";
import { listMerges } from "@/lib/imports/list-merges.ts";
import { listPlanIssues } from "@/lib/imports/list-plan-issues.ts";
import { listPlanItems } from "@/lib/imports/list-plan-items.ts";
import { type Answer, answer, firstPage } from "../../../answered.tsx";

type Asked = {
  operator: Operator;
  importId: string;
  /** Of the page's address. */
  parameter: (name: string) => string | undefined;
  plan: Promise<PlanReview>;
};

/** The plan, and what the tab in the address begins with. */
export function answerTab(operator: Operator, importId: string, parameter: Asked["parameter"]): Answer {
  return (client) => {
    const plan = getPlanReview(processDatabase(), operator, importId);
    const tab = reviewTabs.find((one) => one === parameter("tab"));
    return Promise.all([
      answer(planReviewQuery(importId), () => plan)(client),
      tab && tabAnswers[tab]?.({ operator, importId, parameter, plan })(client),
    ]);
  };
}

const tabAnswers: Partial<Record<ReviewTab, (asked: Asked) => Answer>> = {
  merges: answerMerges,
  organizations: (asked) => answerItems(asked, "organization"),
  sso: (asked) => answerItems(asked, "connection"),
  directories: (asked) => answerItems(asked, "directory"),
  issues: ({ operator, importId, parameter }) => {
    const code = parameter("code");
    return answer(issuesQuery(importId, { ...firstIssueFilter, code: code ?? null }), () =>
      firstPage(listPlanIssues(processDatabase(), operator, importId, { code }, undefined)),
    );
  },
  changes: ({ operator, importId }) =>
    answer(diffItemsQuery(importId, firstDiffFilter), () => {
      const { action } = firstDiffFilter;
      return firstPage(listDiffItems(processDatabase(), operator, importId, { action }, undefined));
    }),
};

function answerItems({ operator, importId }: Asked, kind: PlanItemKind): Answer {
  return answer(planItemsQuery(importId, kind, ""), async () => {
    const page = listPlanItems(processDatabase(), operator, importId, { kind }, undefined);
    return firstPage(planItemPage(kind).parseAsync(await page));
  });
}

/**
 * The list, and the group whose evidence is shown: the first, if the address names none. Counting a hundred thousand
 * groups takes longer than all of that: the page asks for it by itself.
 */
function answerMerges({ operator, importId, parameter, plan }: Asked): Answer {
  const { filter, sort, group } = readExplorerAddress({
    flags: parameter("flags"),
    q: parameter("q"),
    sort: parameter("sort"),
    group: parameter("group"),
  });
  const db = processDatabase();
  return async (client) => {
    const list = listMerges(db, operator, importId, { ...filter, sort }, undefined);
    const [{ planHash }, { items }] = await Promise.all([plan, list]);
    const shown = group ?? items[0]?.emailKey;
    await Promise.all([
      answer(mergesQuery(importId, planHash, filter, sort), () => firstPage(list))(client),
      shown &&
        answer(mergeQuery(importId, planHash, shown), () => getMerge(db, operator, importId, shown))(client),
    ]);
  };
}
