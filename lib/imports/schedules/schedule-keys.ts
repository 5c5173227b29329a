import type { Prisma } from "../../generated/prisma/client.ts";
import { describeKey } from "../../sources/workos/describe-key.ts";
import { newId } from "../new-id.ts";
import { sealKey } from "../pull/seal-key.ts";

/** Gives a schedule these keys, in place of those that it has. They stay for as long as it does. */
export async function replaceKeys(
  tx: Prisma.TransactionClient,
  scheduleId: string,
  tokens: readonly string[],
): Promise<void> {
  await tx.workosKey.deleteMany({ where: { scheduleId } });
  for (const [position, token] of tokens.entries()) {
    const id = newId("wok");
    const { display } = describeKey(token);
    await tx.workosKey.create({ data: { id, scheduleId, position, display, sealed: sealKey(token, id) } });
  }
}
