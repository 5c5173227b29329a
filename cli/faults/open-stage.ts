import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate } from "../../lib/database/migrate.ts";
import { startWorker } from "../../lib/imports/queue.ts";
import { makeBundles } from "./make-bundles.ts";
import { OwnPostgres } from "./own-postgres.ts";
import { type Directory, directories, makeScene, type Scene, withDatabase } from "./scene.ts";

/** Where imports go wrong: the built command, a Postgres of their own, and imports that are ready to begin. */
export type Stage = {
  entry: string;
  postgres: OwnPostgres;
  scenes: readonly Scene[];
  workers: number;
  /** How often a fault strikes within one import. */
  strikes: number;
  close(): Promise<void>;
};

export type StageOptions = {
  /** The checkout, for the sample bundle. */
  checkout: string;
  /** The built command. */
  entry: string;
  workers: number;
  strikes: number;
  users: number;
  /** What the imports' directories hold before; all of it if nothing is said. */
  directories?: readonly Directory[];
};

export async function openStage(options: StageOptions): Promise<Stage> {
  const { checkout, entry, workers, strikes, users } = options;
  const folder = mkdtempSync(path.join(tmpdir(), "authio-faults-"));
  // As root, Postgres runs as another user, who must get through.
  chmodSync(folder, 0o755);
  const postgres = await OwnPostgres.start(folder);
  // Nobody else would end it.
  const interrupt = () => {
    postgres.kill();
    process.exit(130);
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  const close = async () => {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const template = await postgres.create();
    await migrate(template);
    // The queue makes its own tables when it first starts.
    await withDatabase(template, async (db) => (await startWorker(db)).stop());
    const bundles = await makeBundles(folder, path.join(checkout, "public/sample/workos.json"), users);
    const scenes: Scene[] = [];
    for (const directory of options.directories ?? directories) {
      scenes.push(await makeScene(postgres, template, bundles, directory));
    }
    return { entry, postgres, scenes, workers, strikes, close };
  } catch (error) {
    await close();
    throw error;
  }
}
