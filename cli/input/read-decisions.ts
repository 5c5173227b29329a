import { readFile } from "node:fs/promises";
import type { DecisionEdit } from "../../lib/api/decision-edits.ts";
import { type Decisions, decisionsSchema, noDecisions } from "../../lib/planner/decisions.ts";
import { UsageError } from "../usage-error.ts";

type DecisionOptions = {
  /** Path of a migration.json. */
  decisions?: string;
  policy?: Decisions["policy"];
  mode?: Decisions["mode"];
  /** Source ids of the only organizations to take along. */
  organization?: string[];
};

/** What the options say about a new import's decisions: those of a migration.json instead of its own, if one is given. */
export async function readDecisionEdits(options: DecisionOptions): Promise<DecisionEdit[]> {
  if (options.decisions !== undefined) return [{ field: "all", value: await readDecisions(options) }];
  const { policy, mode, organization: organizations } = options;
  return [
    ...(policy ? [{ field: "policy" as const, value: policy }] : []),
    ...(mode ? [{ field: "mode" as const, value: mode }] : []),
    ...(organizations ? [{ field: "organizations" as const, value: organizations }] : []),
  ];
}

/**
 * The decisions of a migration.json, or none, with what the options say in their place.
 *
 * @throws UsageError naming the file and every place in it that is wrong
 */
export async function readDecisions(options: DecisionOptions): Promise<Decisions> {
  const { decisions: file, policy, mode, organization: organizations } = options;
  const decisions = file === undefined ? noDecisions : parseDecisions(file, await readText(file));
  return {
    ...decisions,
    ...(policy && { policy }),
    ...(mode && { mode }),
    ...(organizations && { organizations }),
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`The decisions in ${file} can't be read.`, "Check the path after --decisions.", {
      cause: error,
    });
  }
}

function parseDecisions(file: string, text: string): Decisions {
  const whatToDo = "Use the migration.json that the dashboard's review downloads, or correct it.";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new UsageError(`${file} is not JSON: ${reason}.`, whatToDo, { cause: error });
  }
  const parsed = decisionsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
  );
  throw new UsageError(`${file} holds no valid decisions: ${problems.join("; ")}.`, whatToDo);
}
