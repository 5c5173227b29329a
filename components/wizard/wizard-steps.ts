import type { Route } from "next";
import type { ImportState } from "@/lib/api/contract.ts";

export const wizardSteps = ["assemble", "upload", "confirm", "summary"] as const;
export type WizardStep = (typeof wizardSteps)[number];

export const stepLabels: Record<WizardStep, string> = {
  assemble: "Assemble",
  upload: "Connect or upload",
  confirm: "Confirm",
  summary: "Summary",
};

type StateFacts = {
  label: string;
  /** The step whose turn it is. */
  step: WizardStep;
  /** The page of that step, below the import's address. */
  page: "upload" | "review" | "confirm" | "summary";
  tone: "neutral" | "info" | "success" | "warning" | "danger";
  /** The server is at work: the page listens. */
  isLive: boolean;
};

const facts: Record<ImportState, StateFacts> = {
  draft: { label: "Draft", step: "upload", page: "upload", tone: "neutral", isLive: false },
  pulling: { label: "Pulling", step: "upload", page: "upload", tone: "info", isLive: true },
  pull_paused: { label: "Pull paused", step: "upload", page: "upload", tone: "warning", isLive: true },
  reading: { label: "Reading", step: "upload", page: "upload", tone: "info", isLive: true },
  planning: { label: "Planning", step: "upload", page: "upload", tone: "info", isLive: true },
  review: { label: "In review", step: "upload", page: "review", tone: "info", isLive: false },
  waiting: { label: "Waiting", step: "confirm", page: "confirm", tone: "warning", isLive: true },
  applying: { label: "Applying", step: "confirm", page: "confirm", tone: "info", isLive: true },
  paused: { label: "Paused", step: "confirm", page: "confirm", tone: "warning", isLive: true },
  complete: { label: "Complete", step: "summary", page: "summary", tone: "success", isLive: false },
  complete_with_errors: {
    label: "Complete with errors",
    step: "summary",
    page: "summary",
    tone: "warning",
    isLive: false,
  },
  failed: { label: "Failed", step: "summary", page: "summary", tone: "danger", isLive: false },
  cancelled: { label: "Cancelled", step: "summary", page: "summary", tone: "neutral", isLive: false },
  retrying: { label: "Retrying", step: "confirm", page: "confirm", tone: "info", isLive: true },
  undoing: { label: "Undoing", step: "confirm", page: "confirm", tone: "warning", isLive: true },
  undone: { label: "Undone", step: "summary", page: "summary", tone: "neutral", isLive: false },
};

/** What an import's state means to the wizard. */
export const stateFacts = (state: ImportState): StateFacts => facts[state];

/** What decides where an import stands. */
export type Standing = { state: ImportState; plannedAt: string | null; startedAt: string | null };

/** The page where an import goes on. A failure before anything was applied goes on at its files. */
export function currentPage(standing: Standing): StateFacts["page"] {
  if (standing.state === "failed" && standing.startedAt === null) return "upload";
  return facts[standing.state].page;
}

/** The address of an import, or of one of its pages. */
export function importHref(importId: string, page?: StateFacts["page"]): Route {
  return `/migrate/workos/${encodeURIComponent(importId)}${page ? `/${page}` : ""}` as Route;
}

/** The two halves of a draft's step 2: files, or a token. */
export const uploadHref = (importId: string): Route =>
  `${importHref(importId, "upload")}?from=files` as Route;
export const connectHref = (importId: string): Route =>
  `${importHref(importId, "upload")}?from=token` as Route;

export const reviewTabs = [
  "overview",
  "merges",
  "organizations",
  "roles",
  "sso",
  "directories",
  "issues",
  "changes",
  "report",
] as const;
export type ReviewTab = (typeof reviewTabs)[number];

/** The address of a tab of the review; `filter` goes into the query. */
export function reviewHref(importId: string, tab: ReviewTab, filter: Record<string, string> = {}): Route {
  const search = new URLSearchParams({ ...(tab !== "overview" && { tab }), ...filter }).toString();
  return `${importHref(importId, "review")}${search ? `?${search}` : ""}` as Route;
}

/** The address of the page that tells what happens to one organization. */
export const storyHref = (importId: string, sourceId: string): Route =>
  `${importHref(importId)}/organizations/${encodeURIComponent(sourceId)}` as Route;

/** Where a step of an import is; null while there is nothing to see there yet. */
export function stepHref(step: WizardStep, importId: string, standing: Standing): Route | null {
  const isRun = standing.startedAt !== null;
  switch (step) {
    case "assemble":
      return `/migrate/workos?import=${encodeURIComponent(importId)}`;
    case "upload":
      return importHref(importId, standing.plannedAt && standing.state !== "draft" ? "review" : "upload");
    case "confirm":
      return isRun || facts[standing.state].step === "confirm" || standing.state === "review"
        ? importHref(importId, "confirm")
        : null;
    case "summary":
      return currentPage(standing) === "summary" ? importHref(importId, "summary") : null;
  }
}
