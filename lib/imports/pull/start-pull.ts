import type { z } from "zod";
import type { startPull as startPullInput } from "../../api/pull.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Database } from "../../database/database.ts";
import { AppError } from "../../errors.ts";
import { Prisma } from "../../generated/prisma/client.ts";
import type { Actor } from "../../identity/actor.ts";
import { decisionsSchema } from "../../planner/decisions.ts";
import { describeKey } from "../../sources/workos/describe-key.ts";
import { moveImport } from "../move-import.ts";
import { newId } from "../new-id.ts";
import { openForFiles } from "../open-for-files.ts";
import { enqueueIdle } from "../queue.ts";
import { forgetPull } from "./forget-pull.ts";
import { sealKey } from "./seal-key.ts";

/**
 * Has everything that these keys can read pulled by a worker, then read, planned and compared. What was pulled for the
 * import before is thrown away.
 *
 * @throws AppError `conflict` when the import is past review, `invalid_input` for a key that stands twice
 */
export async function startPull(
  db: Database,
  actor: Actor,
  importId: string,
  { tokens, options }: z.output<typeof startPullInput>,
): Promise<void> {
  if (new Set(tokens).size < tokens.length) {
    throw new AppError(
      "invalid_input",
      "The same API key stands twice.",
      "Name each key once: one for each environment of WorkOS.",
    );
  }
  const displays = tokens.map((token) => describeKey(token).display);
  await db.prisma.$transaction(
    async (tx) => {
      const [found] = await tx.$queryRaw<{ state: string; decisions: unknown }[]>`
        SELECT state, decisions FROM imports WHERE id = ${importId} FOR UPDATE`;
      // A paused pull starts again; whatever else is still open goes by way of a draft.
      if (found?.state !== "pull_paused") await openForFiles(tx, importId);
      await forgetPull(tx, importId);
      await moveImport(tx, importId, ["draft", "pull_paused"], "pulling", {
        pullOptions: options,
        pullMerge: Prisma.DbNull,
        pulledAt: null,
        problem: Prisma.DbNull,
        // Of other organizations there is nothing: the plan must know that this is by choice.
        decisions: { ...decisionsSchema.parse(found?.decisions), organizations: options.organizations },
      });
      for (const [position, token] of tokens.entries()) {
        const id = newId("wok");
        await tx.workosKey.create({
          data: { id, importId, position, display: displays[position] ?? "", sealed: sealKey(token, id) },
        });
      }
      await recordAudit(
        tx,
        actor,
        "import.pull_started",
        { kind: "import", id: importId },
        { keys: displays, organizations: options.organizations?.length ?? null, extras: options.extras },
      );
    },
    // What was pulled before may be a gigabyte to delete.
    { timeout: 60_000 },
  );
  await enqueueIdle(db);
}
