import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checklist, importDetail, importPage, importSummary, importTick } from "../api/contract.ts";
import { type LogLine, logPage } from "../api/log-lines.ts";
import { organizationStory } from "../api/organization-story.ts";
import { planItemPayloads } from "../api/plan-items.ts";
import { diffItemPage, issuePage, itemPage, planItemKinds, planReview } from "../api/plan-review.ts";
import { type Database, databaseAt } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { noDecisions } from "../planner/decisions.ts";
import { planToJson } from "../planner/plan-json.ts";
import { planMigration } from "../planner/plan-migration.ts";
import { bundleFileFromPath } from "../sources/bundle/file-bundle.ts";
import { openBundle } from "../sources/bundle/read-bundle.ts";
import { confirmApply } from "./confirm-apply.ts";
import { createImport } from "./create-import.ts";
import { getImport } from "./get-import.ts";
import { getImportSummary } from "./get-import-summary.ts";
import { getImportTick } from "./get-import-tick.ts";
import { getLogPage, logRequest } from "./get-log-page.ts";
import { getOrganizationStory } from "./get-organization-story.ts";
import { getPlanReview } from "./get-plan-review.ts";
import { listDiffItems } from "./list-diff-items.ts";
import { listImports } from "./list-imports.ts";
import { listPlanIssues } from "./list-plan-issues.ts";
import { listPlanItems } from "./list-plan-items.ts";
import { closeQueue } from "./queue.ts";
import { startReading } from "./start-reading.ts";
import { tickChecklist } from "./tick-checklist.ts";
import { useSample } from "./use-sample.ts";
import { workOnImport } from "./work-on-import.ts";
import { writeDecisions } from "./write-decisions.ts";
import { writeIssuesCsv } from "./write-issues-csv.ts";
import { writeLog } from "./write-log.ts";
import { writePlan } from "./write-plan.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const sample = path.join(import.meta.dirname, "..", "..", "public", "sample", "workos.json");
const appUrl = "https://auth.example.com";

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** One import from its first file to its summary: every answer is one the dashboard can read. */
describe("the life of an import", () => {
  let db: Database;
  let importId: string;

  beforeAll(async () => {
    db = databaseAt((await testDatabase()).url);
    importId = (await createImport(db, actor, { originName: "WorkOS" })).id;
  });
  afterAll(async () => {
    await closeQueue(db);
    await closeDatabasePools();
  });

  it("begins as an empty draft that has no plan", async () => {
    const draft = importDetail.parse(await getImport(db, actor, importId));
    expect(draft).toMatchObject({ state: "draft", createdBy: "ada", via: "cli", files: [], people: null });
    await expect(getPlanReview(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    await expect(getImportSummary(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    await expect(writePlan(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    await expect(startReading(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    const none = await listPlanItems(db, actor, importId, { kind: "connection" }, undefined);
    expect(none).toEqual({ items: [], total: 0, nextCursor: null });
  });

  it("takes the sample bundle, twice if need be", async () => {
    await useSample(db, actor, importId, sample);
    const filled = importDetail.parse(await useSample(db, actor, importId, sample));
    expect(filled.files).toMatchObject([{ name: "workos.json", isComplete: true, uploadedParts: [0] }]);
  });

  it("is read, planned and compared", async () => {
    await startReading(db, actor, importId);
    await workOnImport(db, importId);
    const detail = importDetail.parse(await getImport(db, actor, importId));
    expect(detail).toMatchObject({ state: "review", problem: null, organizations: 18 });
    // The plan was stored to its last row; nothing was there to compare it with.
    const { planning } = detail.reading ?? {};
    expect(planning).toEqual({ step: "store", done: planning?.total, total: expect.any(Number) });
    expect(planning?.total).toBeGreaterThan(18);
    const review = planReview.parse(await getPlanReview(db, actor, importId));
    expect(review.stats.mergedPeople).toBeGreaterThan(0);
    expect(review.diff?.kinds.organization).toMatchObject({ create: 18, update: 0, gone: 0 });
    const severities = review.issueCodes.map(({ severity }) => severity);
    const order = ["blocker", "warning", "info"];
    expect(severities).toEqual(
      severities.toSorted((left, right) => order.indexOf(left) - order.indexOf(right)),
    );
  });

  it("shows every item of the plan once, page by page, and finds them", async () => {
    for (const kind of planItemKinds) {
      const ordinals: number[] = [];
      let cursor: string | undefined;
      do {
        const page = itemPage.parse(await listPlanItems(db, actor, importId, { kind }, cursor));
        for (const item of page.items) {
          planItemPayloads[kind].parse(item.payload);
          ordinals.push(item.ordinal);
        }
        cursor = page.nextCursor ?? undefined;
        if (!cursor) expect(page.total).toBe(ordinals.length);
      } while (cursor);
      expect(ordinals).toEqual(ordinals.map((_, index) => index));
    }
    const found = await listPlanItems(db, actor, importId, { kind: "organization", q: " ACME " }, undefined);
    expect(found.total).toBeGreaterThan(0);
    const nothing = await listPlanItems(db, actor, importId, { kind: "organization", q: "%" }, undefined);
    expect(nothing.total).toBe(0);
  });

  it("shows issues by severity and code, and the diff", async () => {
    const all = issuePage.parse(await listPlanIssues(db, actor, importId, {}, undefined));
    expect(all.total).toBe(all.items.length);
    const warnings = await listPlanIssues(db, actor, importId, { severity: "warning" }, undefined);
    expect(warnings.items.every(({ severity }) => severity === "warning")).toBe(true);
    expect(warnings.total).toBeLessThan(all.total);
    diffItemPage.parse(await listDiffItems(db, actor, importId, { action: "update" }, undefined));
    await expect(listPlanIssues(db, actor, "imp_x", {}, undefined)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("prints the plan that the command prints of the same file", async () => {
    const file = await bundleFileFromPath(sample);
    const plan = await planMigration(openBundle([file]), noDecisions);
    const printed = [...planToJson(plan)].join("");
    await file.close();
    expect(await textOf(await writePlan(db, actor, importId))).toBe(printed);
    expect(JSON.parse(await writeDecisions(db, actor, importId))).toEqual(noDecisions);
  });

  it("tells what will happen to an organization", async () => {
    const { items } = await listPlanItems(db, actor, importId, { kind: "connection" }, undefined);
    const connection = planItemPayloads.connection.parse(items[0]?.payload);
    const sourceId = connection.organizationSourceId ?? "";
    const story = organizationStory.parse(await getOrganizationStory(db, actor, importId, sourceId, appUrl));
    expect(story.isImported).toBe(false);
    expect(story.after.people).toBeGreaterThan(0);
    expect(story.before.memberships).toBeGreaterThanOrEqual(story.after.people);
    expect(story.members).toHaveLength(story.after.people);
    expect(story.connections[0]?.acsUrl).toContain(appUrl);
    await expect(getOrganizationStory(db, actor, importId, "org_x", appUrl)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is applied, and its log, counts and summary agree", async () => {
    const { planHash } = await getPlanReview(db, actor, importId);
    const blocked = await listPlanIssues(db, actor, importId, { severity: "blocker" }, undefined);
    // The sample has blockers for people to practise on; here they are taken as decided.
    if (blocked.total > 0) await db.prisma.planIssue.deleteMany({ where: { importId, severity: "blocker" } });
    await confirmApply(db, actor, importId, { planHash, acceptRemovals: false });
    await workOnImport(db, importId);
    const tick = importTick.parse(await getImportTick(db, actor, importId));
    expect(tick.state).toMatch(/^complete/);

    const lines: LogLine[] = [];
    let page = logPage.parse(await getLogPage(db, actor, importId, logRequest.parse({ limit: "50" })));
    for (;;) {
      lines.push(...page.lines);
      if (page.next === null) break;
      const request = logRequest.parse({ limit: "50", after: page.next });
      page = logPage.parse(await getLogPage(db, actor, importId, request));
    }
    expect(page.total).toBe(lines.length);
    expect(lines.at(-1)?.seq).toBe(tick.logSeq);
    const summary = importSummary.parse(await getImportSummary(db, actor, importId));
    const done = summary.kinds.reduce(
      (sum, kind) => sum + kind.created + kind.updated + kind.removed + kind.skipped + kind.failed,
      0,
    );
    expect(done).toBe(lines.length);
    expect(summary.kinds.find(({ kind }) => kind === "user")).toMatchObject({ fetched: 239 });
    expect(await db.prisma.user.count()).toBe(summary.stats.planned.user);
    const ndjson = await textOf(await writeLog(db, actor, importId, "ndjson", {}));
    expect(ndjson.trim().split("\n")).toHaveLength(lines.length);
    const csv = await textOf(await writeLog(db, actor, importId, "csv", { kind: "organization" }));
    expect(csv.trim().split("\r\n")).toHaveLength(1 + 18);
    expect(await textOf(await writeIssuesCsv(db, actor, importId))).toContain("what_to_do");
  });

  it("tells what has happened to an organization, as the directory has it", async () => {
    const planned = await db.prisma.organization.findFirstOrThrow({ where: { connections: { some: {} } } });
    const sourceId = planned.sourceKey?.replace("workos:", "") ?? "";
    const story = organizationStory.parse(await getOrganizationStory(db, actor, importId, sourceId, appUrl));
    const people = await db.prisma.member.count({ where: { organizationId: planned.id } });
    expect(story).toMatchObject({ isImported: true, organizationId: planned.id, after: { people } });
    const total = Object.values(story.after.byRole).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(people);
  });

  it("leaves a checklist that people tick, with their names", async () => {
    const before = (await getImportSummary(db, actor, importId)).checklist;
    expect(before.map(({ by }) => by)).toEqual([null, null, null, null, null]);
    expect(before[0]?.detail).toMatch(/^\d+ people have not been sent a migration e-mail\.$/);
    const bob: CliActor = { kind: "cli", name: "bob" };
    await tickChecklist(db, bob, importId, "decommission_workos", { isDone: true });
    const ticked = await tickChecklist(db, actor, importId, "decommission_workos", { isDone: true });
    expect(checklist.parse(ticked)[4]).toMatchObject({ by: "person", doneBy: "bob" });
    await db.prisma.user.updateMany({ data: { migrationPendingEmail: false } });
    const seen = await tickChecklist(db, actor, importId, "decommission_workos", { isDone: false });
    expect(seen[0]).toMatchObject({ by: "system", doneBy: null, href: null });
    expect(seen[4]).toMatchObject({ by: null });
    const events = await db.prisma.auditEvent.findMany({
      where: { action: { startsWith: "import.checklist" } },
    });
    expect(events.map(({ actorName }) => actorName)).toEqual(["bob", "ada"]);
  });

  it("stands in the list of imports, newest first, a page at a time", async () => {
    for (let count = 0; count < 26; count++)
      await createImport(db, actor, { originName: `Origin ${count % 2}` });
    const first = importPage.parse(await listImports(db, actor, undefined));
    expect(first.items).toHaveLength(25);
    const second = importPage.parse(await listImports(db, actor, first.nextCursor ?? undefined));
    expect(second.items).toHaveLength(2);
    expect(second.nextCursor).toBeNull();
    expect(second.items.at(-1)).toMatchObject({ id: importId, sourceUsers: 239, fileNames: ["workos.json"] });
  });
});
