import { listImports } from "../../lib/imports/list-imports.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { printable } from "../terminal/printable.ts";
import { textTable } from "../terminal/text-table.ts";
import { writeOutput } from "../terminal/write-output.ts";

/** Lists imports, newest first: the last ones for a person, all of them as JSON. */
export async function listJobs({
  json = false,
  databaseUrl,
}: {
  json?: boolean;
  databaseUrl?: string;
}): Promise<ExitCode> {
  return withDatabase(databaseUrl, async (db, actor) => {
    let { items, nextCursor } = await listImports(db, actor, undefined);
    if (json) {
      const imports = [...items];
      while (nextCursor !== null) {
        ({ items, nextCursor } = await listImports(db, actor, nextCursor));
        imports.push(...items);
      }
      await writeOutput([`${JSON.stringify(imports)}\n`]);
      return exitCode.done;
    }
    if (items.length === 0) {
      await writeOutput(["There are no imports yet. Start one: authio import workos --input workos.json\n"]);
      return exitCode.done;
    }
    const rows = items.map((item) => [
      item.id,
      item.state.replaceAll("_", " "),
      printable(item.originName),
      item.people ?? "",
      item.organizations ?? "",
      item.createdAt.slice(0, 16).replace("T", " "),
      printable(`${item.createdBy} (${item.via})`),
    ]);
    const head = ["import", "state", "source", "people", "organizations", "created (UTC)", "by"];
    const more = nextCursor === null ? "" : "  … and older ones: authio jobs --json\n";
    await writeOutput([`${textTable([head, ...rows]).join("\n")}\n${more}`]);
    return exitCode.done;
  });
}
