#!/usr/bin/env node
import { Command } from "commander";
import { AppError } from "../lib/errors.ts";

// Every command loads its code when it runs, so that `--help` and a dry run don't wait for a web server's.
const program = new Command("authio").description(
  "Takes a company off WorkOS and into its own Authio directory.",
);

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

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`${error.message}\n${error.whatToDo}`);
  process.exitCode = 1;
}
