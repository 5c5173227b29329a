import { setTimeout as sleep } from "node:timers/promises";
import { connection } from "next/server";
import { processDatabase } from "@/lib/database/database.ts";

const timeoutMs = 3_000;

/** For load balancers and process managers: 200 while the database answers. Says nothing else to strangers. */
export async function GET() {
  await connection();
  const isHealthy = await Promise.race([
    processDatabase()
      .pool.query("SELECT 1")
      .then(
        () => true,
        () => false,
      ),
    sleep(timeoutMs, false, { ref: false }),
  ]);
  return Response.json(
    { status: isHealthy ? "ok" : "database_unavailable" },
    { status: isHealthy ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
