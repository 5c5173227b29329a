import { databaseAt } from "../../database/database.ts";
import { workOnImport } from "../work-on-import.ts";

// A worker of its own, for tests that kill it: `node work-process.mjs <database URL> <import id>`.
const [, , url = "", importId = ""] = process.argv;
while (!(await workOnImport(databaseAt(url), importId)))
  await new Promise((resolve) => setTimeout(resolve, 200));
process.exit(0);
