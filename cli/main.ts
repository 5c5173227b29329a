#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { Command, Option } from "commander";
import { idMapFormats, idMapKinds } from "../lib/api/id-map.ts";
import { plannedKinds } from "../lib/planner/planned-records.ts";
import { checkSource } from "./commands/check-source.ts";
import type { ExportOptions } from "./commands/export-workos.ts";
import type { IdMapOptions } from "./commands/id-map.ts";
import type { ImportOptions } from "./commands/import-options.ts";
import type { PurgeOptions } from "./commands/purge.ts";
import type { LogOptions } from "./commands/show-log.ts";
import type { UndoOptions } from "./commands/undo-job.ts";
import type { ExitCode } from "./exit-code.ts";
import { packageVersion } from "./package-version.ts";
import { reportError } from "./report-error.ts";
import { UsageError } from "./usage-error.ts";

// Every command loads its code when it runs, so that `--help` and a dry run don't wait for a web server's.

// Prisma compiles queries in WebAssembly. Optimizing that code costs a command a second of two processors and gains
// it nothing: V8 shall wait a hundred times longer with it.
setFlagsFromString("--wasm-tiering-budget=180000000");

// Nobody reading our progress any more is no reason to break off half-way.
process.stderr.on("error", () => {});

const program = new Command("authio")
  .description("Takes a company off WorkOS and into its own Authio directory.")
  .version(packageVersion())
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError("(--help lists what there is)")
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 failed, 2 usage or open blockers, 3 done with record errors.",
  );

// The heap grows by a quarter at a time. By itself V8 lets as much garbage lie about as a plan is large: twice the memory.
// The web server holds no plan, but the code of its pages, which it would go through for every 25 MB of an upload.
program.hook("preAction", (_, command) => {
  if (command.name() !== "web") setFlagsFromString("--heap-growing-percent=25");
});

const liveToken = () =>
  new Option("--live-token <key>", "WorkOS API key to pull with; - reads it from standard input").default(
    undefined,
    "WORKOS_API_KEY",
  );
const onlyOrganizations = () =>
  new Option("--organization <ids...>", "only these organizations of WorkOS, with their people");
const mfa = () => new Option("--mfa", "pull who has MFA enrolled, too: one request for each user");
const identities = () =>
  new Option("--identities", "pull social sign-in identities, too: one request for each user");

type JobOptions = { json?: boolean; databaseUrl?: string };

/** Runs a command and keeps its exit code; what it throws is told in one place, below. */
function run<Arguments extends unknown[]>(command: (...values: Arguments) => Promise<ExitCode | undefined>) {
  return async (...values: Arguments) => {
    process.exitCode = (await command(...values)) ?? 0;
  };
}

program
  .command("start")
  .description("run the dashboard and a worker (in a checkout)")
  .option("--dev", "for developers: recompile pages as they change")
  .action(async ({ dev = false }: { dev?: boolean }) => {
    const { start } = await import("./start.ts");
    await start({ isDevelopment: dev });
  });

program
  .command("worker")
  .description("run one more worker on the dashboard's database")
  .action(async () => {
    const { work } = await import("./worker.ts");
    await work();
  });

program.command("web", { hidden: true }).action(async () => {
  const { serveWeb } = await import("./serve-web.ts");
  await serveWeb();
});

program
  .command("import")
  .description("bring a company into the directory, or see what would come of it")
  .command("workos")
  .description("import from WorkOS: a bundle, or live from its API")
  .option(
    "-i, --input <files...>",
    "the bundle's files (workos.json, or packed with gzip); - is standard input",
  )
  .option("--dry-run", "only plan: no server, no database. Prints a summary, or into a pipe the plan JSON")
  .option(
    "--diff",
    "compare with the directory and stop: the import stays in review, for the dashboard to confirm",
  )
  .option("--json", "print JSON: the plan, the diff, or one event a line while importing")
  .option("--decisions <file>", "what was decided about merges, roles, slugs and exclusions: migration.json")
  .addOption(
    new Option(
      "--policy <policy>",
      "what unverified duplicates bring along: their memberships, or nothing yet",
    ).choices(["merge", "hold"]),
  )
  .addOption(
    new Option("--mode <mode>", "whether what is gone at WorkOS is removed here, or only reported").choices([
      "mirror",
      "add_only",
    ]),
  )
  .addOption(liveToken())
  .addOption(onlyOrganizations())
  .addOption(mfa())
  .addOption(identities())
  .option("--source-name <name>", "which WorkOS environment this is: what is gone is told by it", "WorkOS")
  .option("--database-url <url>", "Postgres to import into; else DATABASE_URL, else the embedded one")
  .option("-y, --yes", "apply without asking")
  .option("--accept-removals", "go on even if more than 5 % of a kind would be removed")
  .addHelpText(
    "after",
    `
With --dry-run and --diff together the import is cancelled after the comparison, and nothing stays to be decided.

Examples:
  authio import workos --input workos.json --dry-run | jq '.stats'
  authio import workos --input workos.json.gz --decisions migration.json --yes
  WORKOS_API_KEY=sk_… authio import workos --dry-run | jq '.stats'`,
  )
  .action(
    run(async (options: ImportOptions) => {
      checkSource(options);
      if (options.dryRun && !options.diff) {
        const { dryRunWorkos } = await import("./commands/dry-run-workos.ts");
        return dryRunWorkos(options);
      }
      const { importWorkos } = await import("./commands/import-workos.ts");
      return importWorkos(options);
    }),
  );

program
  .command("export")
  .description("write what WorkOS has into a file")
  .command("workos")
  .description("write a bundle of everything that an API key can read")
  .requiredOption("-o, --output <file>", "where to: workos.json, or workos.json.gz to pack it")
  .addOption(liveToken())
  .addOption(onlyOrganizations())
  .addOption(mfa())
  .addOption(identities())
  .addHelpText(
    "after",
    `
Every page of every list, within WorkOS's limits. Interrupted, the same command goes on where it stopped.

Example:
  WORKOS_API_KEY=sk_… authio export workos -o workos.json.gz`,
  )
  .action(
    run(async (options: ExportOptions) => {
      const { exportWorkos } = await import("./commands/export-workos.ts");
      return exportWorkos(options);
    }),
  );

const databaseOption = [
  "--database-url <url>",
  "the dashboard's Postgres; else DATABASE_URL, else the embedded one",
] as const;

const jobs = program
  .command("jobs")
  .description("list imports, or look after one")
  .option("--json", "print JSON")
  .option(...databaseOption)
  // Else commander speaks of too many arguments, and not of a command that is not there.
  .allowExcessArguments()
  .action(
    run(async (options: JobOptions, { args: [unknown] }: Command) => {
      if (unknown !== undefined) {
        throw new UsageError(
          `There is no command \`authio jobs ${unknown}\`.`,
          "`authio jobs show <import>` shows one import; `authio jobs --help` lists the commands.",
        );
      }
      const { listJobs } = await import("./commands/list-jobs.ts");
      return listJobs(options);
    }),
  );

jobs
  .command("show <import>")
  .description("where an import stands and what came of it")
  .action(
    run(async (importId: string, _: unknown, command: Command) => {
      const { showJob } = await import("./commands/show-job.ts");
      return showJob(importId, command.optsWithGlobals<JobOptions>());
    }),
  );

jobs
  .command("pause <import>")
  .description("stop after the chunk under way; what was applied stays")
  .action(
    run(async (importId: string, _: unknown, command: Command) => {
      const { pauseJob } = await import("./commands/move-job.ts");
      return pauseJob(importId, command.optsWithGlobals<JobOptions>());
    }),
  );

jobs
  .command("resume <import>")
  .description("go on with a paused import, or one whose worker was killed, and follow it")
  .action(
    run(async (importId: string, _: unknown, command: Command) => {
      const { resumeJob } = await import("./commands/move-job.ts");
      return resumeJob(importId, command.optsWithGlobals<JobOptions>());
    }),
  );

jobs
  .command("retry <import>")
  .description("try the records again that failed or were skipped, and follow it")
  .action(
    run(async (importId: string, _: unknown, command: Command) => {
      const { retryJob } = await import("./commands/move-job.ts");
      return retryJob(importId, command.optsWithGlobals<JobOptions>());
    }),
  );

jobs
  .command("cancel <import>")
  .description("end an import for good; what was applied stays")
  .action(
    run(async (importId: string, _: unknown, command: Command) => {
      const { cancelJob } = await import("./commands/move-job.ts");
      return cancelJob(importId, command.optsWithGlobals<JobOptions>());
    }),
  );

program
  .command("undo <import>")
  .description("take back what an import wrote; what was touched since is left alone and listed")
  .option("--dry-run", "only show what that would be")
  .option("-y, --yes", "undo without asking")
  .option("--json", "print JSON: the preview, or one event a line while undoing")
  .option(...databaseOption)
  .action(
    run(async (importId: string, options: UndoOptions) => {
      const { undoJob } = await import("./commands/undo-job.ts");
      return undoJob(importId, options);
    }),
  );

program
  .command("logs <import>")
  .description("print what became of every record of an import")
  .option("-f, --follow", "go on until the import ends")
  .addOption(new Option("--kind <kind>", "only records of this kind").choices(plannedKinds))
  .addOption(
    new Option("--result <result>", "only this outcome").choices([
      "created",
      "updated",
      "removed",
      "skipped",
      "failed",
    ]),
  )
  .option("--search <text>", "only lines with this text in label, message, code or an id")
  .option("--json", "print one JSON object a line")
  .option(...databaseOption)
  .action(
    run(async (importId: string, options: LogOptions) => {
      const { showLog } = await import("./commands/show-log.ts");
      return showLog(importId, options);
    }),
  );

program
  .command("id-map [workos-ids...]")
  .description("say what ids of WorkOS became in the directory: those named, or all of them")
  .addOption(new Option("--format <format>", "of the whole map (default: csv)").choices(idMapFormats))
  .addOption(new Option("--kind <kind>", "only ids of this kind").choices(idMapKinds))
  .option("-o, --output <file>", "write the whole map to a file")
  .option("--json", "look up: print one JSON object a line")
  .option(...databaseOption)
  .addHelpText(
    "after",
    `
The SQL script makes a table authio_id_map (kind, workos_id, authio_id) in your own Postgres. Merged ids lead to one.
Exit code 3: some of the ids that were named are not known here; 1: none of them is.

Examples:
  authio id-map user_01ABC org_01DEF
  authio id-map --format sql -o authio-id-map.sql`,
  )
  .action(
    run(async (sourceIds: string[], options: IdMapOptions) => {
      const { idMap } = await import("./commands/id-map.ts");
      return idMap(sourceIds, options);
    }),
  );

program
  .command("purge")
  .description("purge what imports left behind and was kept for its time (Settings, Storage)")
  .option("--dry-run", "only show what that would be")
  .option("--json", "print one JSON object a line")
  .option(...databaseOption)
  .action(
    run(async (options: PurgeOptions) => {
      const { purge } = await import("./commands/purge.ts");
      return purge(options);
    }),
  );

program
  .command("admin")
  .description("the dashboard's administrators")
  .command("recover")
  .description("print a one-time link that makes its reader an administrator")
  .option("--email <address>", "filled in on the page")
  .option(...databaseOption)
  .action(
    run(async (options: { email?: string; databaseUrl?: string }) => {
      const { recoverAdmin } = await import("./commands/recover-admin.ts");
      return recoverAdmin(options);
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
