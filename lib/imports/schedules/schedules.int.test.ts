import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { scheduleRunPage, schedule as scheduleShape } from "../../api/schedules.ts";
import { type Database, databaseAt } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import { testDatabase } from "../../database/test-database.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { confirmApply } from "../confirm-apply.ts";
import { editDecisions } from "../edit-decisions.ts";
import { getImport } from "../get-import.ts";
import { closeQueue } from "../queue.ts";
import { letItBeDue, mailTo, nightlySchedule, untilNothingIsLeft } from "../testing/nightly-schedule.ts";
import { ada } from "../testing/pulled-import.ts";
import { workOnImport } from "../work-on-import.ts";
import { advanceRuns } from "./advance-runs.ts";
import { changeSchedule, deleteSchedule, runScheduleNow } from "./change-schedule.ts";
import { createSchedule } from "./create-schedule.ts";
import { getSchedule, listSchedules } from "./get-schedule.ts";
import { listRuns } from "./list-runs.ts";
import { notifyAdmins } from "./notify-admins.ts";
import { startDueRun } from "./start-due-run.ts";

const signal = new AbortController().signal;
const statuses: Record<string, number> = {};
let environment: WorkosEnvironment;
let db: Database;
const used: Database[] = [];

beforeAll(async () => {
  const size = { name: "nightly", people: 30, organizations: 3, directoryUsers: 4 };
  environment = await startWorkosEnvironment(size, { troubles: [], statuses });
  vi.stubEnv("APP_ENCRYPTION_KEY", "5".repeat(64));
  vi.stubEnv("WORKOS_API_URL", environment.front.url);
  vi.spyOn(console, "log").mockImplementation(() => {});
});
beforeEach(async () => {
  db = databaseAt((await testDatabase()).url);
  used.push(db);
});
afterEach(() => {
  for (const path of Object.keys(statuses)) delete statuses[path];
});
afterAll(async () => {
  for (const each of used) await closeQueue(each);
  await closeDatabasePools();
  await environment.close();
  vi.unstubAllEnvs();
});

const runsOf = async (id: string) => scheduleRunPage.parse(await listRuns(db, ada, id, undefined)).items;

async function addAdmin(email: string): Promise<void> {
  await db.prisma.operator.create({ data: { id: email, name: "", email, role: "admin" } });
}

/** WorkOS takes no key any more. */
function refuseEverything(): void {
  for (const path of ["/sso/connections", "/connections", "/user_management/users", "/organizations"])
    statuses[path] = 401;
  for (const path of ["/directories", "/authorization/roles", "/user_management/invitations"])
    statuses[path] = 401;
}

describe("a schedule", () => {
  it("repeats a live import with its decisions, and keeps its key sealed", async () => {
    const made = scheduleShape.parse(await nightlySchedule(db, environment));
    expect(made).toMatchObject({ originName: "WorkOS", mode: "mirror", isEnabled: true, lastRun: null });
    expect(made.keys).toEqual(["sk_test_…ly_0"]);
    expect(Date.parse(made.nextRunAt ?? "")).toBeGreaterThan(Date.now());
    const [key] = await db.prisma.workosKey.findMany({ where: { scheduleId: made.id } });
    expect(Buffer.from(key?.sealed ?? []).toString("latin1")).not.toContain(environment.key);
    expect(await listSchedules(db, ada)).toEqual([made]);
  });

  it("is made of a live import that is through, once for a source, with a key that WorkOS takes", async () => {
    const { id } = await nightlySchedule(db, environment);
    const { id: importId } = await db.prisma.import.findFirstOrThrow();
    const input = { importId, cron: "0 2 * * *", timeZone: "UTC", mode: "mirror" as const };
    const wrong = createSchedule(db, ada, { ...input, tokens: ["sk_live_of_nobody"] }, signal);
    await expect(wrong).rejects.toThrow("WorkOS refuses the API key sk_live_…body.");
    const second = createSchedule(db, ada, { ...input, tokens: [environment.key] }, signal);
    await expect(second).rejects.toMatchObject({ code: "conflict" });
    await deleteSchedule(db, ada, id);
    const ofFiles = await db.prisma.import.create({
      data: { id: "imp_files", originId: 1, via: "cli", createdBy: "x", decisions: {} },
    });
    const third = createSchedule(
      db,
      ada,
      { ...input, importId: ofFiles.id, tokens: [environment.key] },
      signal,
    );
    await expect(third).rejects.toThrow("This import read files");
  });

  it("is paused, changed and deleted; with it go its keys", async () => {
    const { id } = await nightlySchedule(db, environment);
    const settings = { cron: "0 3 * * *", timeZone: "UTC", mode: "add_only" as const };
    await changeSchedule(db, ada, id, { ...settings, isEnabled: false }, signal);
    expect(await getSchedule(db, ada, id)).toMatchObject({ ...settings, isEnabled: false, nextRunAt: null });
    expect(await startDueRun(db)).toBe(false);
    const tokens = ["sk_live_of_nobody"];
    await expect(
      changeSchedule(db, ada, id, { ...settings, isEnabled: true, tokens }, signal),
    ).rejects.toThrow();
    await changeSchedule(db, ada, id, { ...settings, isEnabled: true, tokens: [environment.key] }, signal);
    expect((await getSchedule(db, ada, id)).nextRunAt).toMatch(/T03:00:00.000Z$/);
    await deleteSchedule(db, ada, id);
    await expect(getSchedule(db, ada, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await db.prisma.workosKey.count({ where: { sealed: { not: null } } })).toBe(0);
    const actions = await db.prisma.auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(actions.map(({ action }) => action)).toEqual([
      "schedule.created",
      "schedule.changed",
      "schedule.changed",
      "schedule.deleted",
    ]);
  });
});

describe("a run", () => {
  it("pulls, plans, confirms itself and applies, and the next one is due tomorrow", async () => {
    const schedule = await nightlySchedule(db, environment);
    await letItBeDue(db, schedule);
    await untilNothingIsLeft(db);
    const [run, ...others] = await runsOf(schedule.id);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      outcome: "applied",
      startedBy: null,
      problem: null,
      importState: "complete",
    });
    expect(run?.progress.reduce((sum, kind) => sum + kind.created + kind.updated + kind.removed, 0)).toBe(0);
    const detail = await getImport(db, ada, run?.importId ?? "");
    expect(detail).toMatchObject({ via: "schedule", createdBy: "Schedule", confirmedBy: "Schedule" });
    expect(detail.decisions.mode).toBe("mirror");
    expect((await getSchedule(db, ada, schedule.id)).nextRunAt).toBe(schedule.nextRunAt);
    expect(
      await db.prisma.workosKey.count({ where: { importId: run?.importId ?? "", sealed: { not: null } } }),
    ).toBe(0);
  });

  it("happens once, however many ask for it and however long nobody did", async () => {
    const schedule = await nightlySchedule(db, environment);
    await letItBeDue(db, schedule, 24 * 9);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => startDueRun(db)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await runsOf(schedule.id)).toHaveLength(1);
    await Promise.all(Array.from({ length: 3 }, () => untilNothingIsLeft(db)));
    expect(await runsOf(schedule.id)).toMatchObject([{ outcome: "applied" }]);
    expect(await db.prisma.import.count()).toBe(2);
  });

  it("that would overlap the one before is skipped and says so; asked for by a person, it is refused", async () => {
    const schedule = await nightlySchedule(db, environment);
    await runScheduleNow(db, ada, schedule.id);
    await letItBeDue(db, schedule);
    expect(await startDueRun(db)).toBe(true);
    const runs = await runsOf(schedule.id);
    expect(runs).toMatchObject([
      { outcome: "skipped", importId: null },
      { outcome: "running", startedBy: "ada", importState: "draft" },
    ]);
    expect(runs[0]?.problem?.message).toMatch(/^The run of .* is not through: its import is draft\.$/);
    await expect(runScheduleNow(db, ada, schedule.id)).rejects.toMatchObject({ code: "conflict" });
    await untilNothingIsLeft(db);
    expect((await runsOf(schedule.id)).map(({ outcome }) => outcome)).toEqual(["skipped", "applied"]);
  });

  it("that fails tells all administrators once, and the next one takes its place", async () => {
    const schedule = await nightlySchedule(db, environment);
    await addAdmin("ada@example.com");
    await addAdmin("bob@example.com");
    await db.prisma.operator.create({ data: { id: "m", name: "", email: "m@example.com", role: "member" } });
    refuseEverything();
    await letItBeDue(db, schedule);
    await untilNothingIsLeft(db);
    await untilNothingIsLeft(db);
    const [failed] = await runsOf(schedule.id);
    expect(failed).toMatchObject({ outcome: "failed", finishedAt: null, mailProblem: null });
    expect(failed?.problem?.message).toBe("WorkOS refuses the API key sk_test_…ly_0.");
    const mails = await db.prisma.outboxMessage.findMany({ orderBy: { recipient: "asc" } });
    expect(mails.map(({ recipient }) => recipient)).toEqual(["ada@example.com", "bob@example.com"]);
    expect(mails[0]?.subject).toBe("WorkOS: the scheduled import failed");
    expect(mails[0]?.text).toContain(`http://localhost:4200/migrate/workos/${failed?.importId}`);

    for (const path of Object.keys(statuses)) delete statuses[path];
    await letItBeDue(db, schedule);
    await untilNothingIsLeft(db);
    expect(await runsOf(schedule.id)).toMatchObject([
      { outcome: "applied" },
      { outcome: "failed", importState: "cancelled" },
    ]);
  });

  it("says when nobody could be mailed", async () => {
    const schedule = await nightlySchedule(db, environment);
    await addAdmin("ada@example.com");
    refuseEverything();
    await letItBeDue(db, schedule);
    const unreachable = { ...mailTo(db), appUrl: "https://migrate.example.com" };
    await startDueRun(db);
    const { importId } = await db.prisma.scheduleRun.findFirstOrThrow();
    await advanceRuns(db);
    await workOnImport(db, importId ?? "");
    await advanceRuns(db);
    expect(await notifyAdmins(db, unreachable)).toBe(true);
    expect(await notifyAdmins(db, unreachable)).toBe(false);
    expect((await runsOf(schedule.id))[0]?.mailProblem).toMatch(/cannot send mail/);
  });

  it("that is held goes on when a person decides, and what they decide holds for the next ones", async () => {
    const schedule = await nightlySchedule(db, environment);
    // Somebody made an account here that a new user at WorkOS would take over.
    await db.prisma.user.create({
      data: { id: "native", name: "Somebody", email: "new@nightly.example", emailVerified: false },
    });
    await environment.change("POST", "/user_management/users", {
      email: "new@nightly.example",
      email_verified: true,
    });
    await letItBeDue(db, schedule);
    await untilNothingIsLeft(db);
    const [held] = await runsOf(schedule.id);
    expect(held).toMatchObject({
      outcome: "held",
      importState: "review",
      problem: { message: "One blocker is open." },
    });
    const importId = held?.importId ?? "";
    expect(await getImport(db, ada, importId)).toMatchObject({
      problem: { message: "One blocker is open." },
    });

    const { decisions } = await getImport(db, ada, importId);
    await editDecisions(db, ada, importId, [
      { field: "all", value: { ...decisions, merges: {}, adoptions: ["new@nightly.example"] } },
    ]);
    await untilNothingIsLeft(db);
    // Planned again, it still waits for the person.
    expect(await runsOf(schedule.id)).toMatchObject([{ outcome: "held", importState: "review" }]);
    const { planHash } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
    await confirmApply(db, ada, importId, { planHash: planHash ?? "", acceptRemovals: false });
    await untilNothingIsLeft(db);
    expect(await runsOf(schedule.id)).toMatchObject([{ outcome: "applied", problem: null }]);
    const { decisions: kept } = await db.prisma.schedule.findUniqueOrThrow({ where: { id: schedule.id } });
    expect(kept).toMatchObject({ adoptions: ["new@nightly.example"], mode: "mirror" });
  });
});
