import { importProblem } from "../../api/fields.ts";
import type { Database } from "../../database/database.ts";
import type { IdentityConfig } from "../../identity/identity-config.ts";
import { type Mail, sendMail } from "../../identity/send-mail.ts";
import type { RunProblem } from "./open-run.ts";

export type MailConfig = Pick<IdentityConfig, "prisma" | "appUrl" | "smtpUrl" | "mailFrom">;

/** A mail server that does not answer must not hold a run's row for ever. */
const mailTimeoutMs = 60_000;

type Waiting = { id: bigint; outcome: string; problem: unknown; importId: string | null; originName: string };

/**
 * Mails all administrators about one run that is held or failed, if there is one they were not told of. Who can't be
 * reached is noted on the run; the page says it in any case.
 *
 * @returns false when there is none
 */
export async function notifyAdmins(db: Database, config: MailConfig): Promise<boolean> {
  return db.prisma.$transaction(
    async (tx) => {
      const [run] = await tx.$queryRaw<Waiting[]>`
        SELECT r.id, r.outcome, r.problem, r.import_id AS "importId", o.name AS "originName"
        FROM schedule_runs r JOIN schedules s ON s.id = r.schedule_id JOIN origins o ON o.id = s.origin_id
        WHERE r.outcome IN ('held', 'failed') AND r.notified_at IS NULL AND r.finished_at IS NULL
        ORDER BY r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED`;
      if (!run) return false;
      const admins = await tx.operator.findMany({ where: { role: "admin" }, select: { email: true } });
      const failures = new Set<string>();
      for (const { email } of admins) {
        await sendMail(config, runMail(run, email, config.appUrl)).catch((error: Error) =>
          failures.add(error.message),
        );
      }
      await tx.scheduleRun.update({
        where: { id: run.id },
        data: { notifiedAt: new Date(), mailProblem: failures.size > 0 ? [...failures].join(" ") : null },
      });
      return true;
    },
    { timeout: mailTimeoutMs },
  );
}

function runMail({ outcome, problem, importId, originName }: Waiting, to: string, appUrl: string): Mail {
  const { message, whatToDo }: RunProblem = importProblem.parse(problem);
  const isHeld = outcome === "held";
  const page = new URL(`/migrate/workos/${importId ?? ""}`, appUrl).href;
  return {
    to,
    subject: `${originName}: the scheduled import ${isHeld ? "waits for you" : "failed"}`,
    text: [
      isHeld
        ? `The scheduled import of ${originName} has a plan and did not apply it by itself:`
        : `The scheduled import of ${originName} did not get through:`,
      [message, whatToDo].filter(Boolean).join("\n"),
      page,
      isHeld
        ? "Nothing was written. Unless you decide before, the next run takes its place."
        : "The next run tries again.",
      "",
    ].join("\n\n"),
  };
}
