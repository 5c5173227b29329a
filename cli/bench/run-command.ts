import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** What a command took: seconds by the clock and of the processors, and the most memory it held. */
export type Cost = { seconds: number; processorSeconds: number; peakMegabytes: number };

/** The command's last words, to standard error: what the operating system counted of it. */
const tellUsage = `data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();
  process.stderr.write("\\nusage "+JSON.stringify([u.userCPUTime+u.systemCPUTime,u.maxRSS])+"\\n")})`;

/** Runs the built command as its users do, its output to nowhere, and measures it from start to end. */
export async function runCommand(checkout: string, args: readonly string[]): Promise<Cost> {
  const entry = path.join(checkout, "dist/authio.mjs");
  const { seconds, stderr } = await runProgram(process.execPath, ["--import", tellUsage, entry, ...args]);
  const [, usage] = /usage (\[.*\])/.exec(stderr) ?? [];
  if (!usage) throw new Error(`authio ${args.join(" ")} did not tell what it used:\n${stderr}`);
  const [microseconds = 0, kilobytes = 0] = JSON.parse(usage) as number[];
  return { seconds, processorSeconds: microseconds / 1e6, peakMegabytes: kilobytes / 1024 };
}

/** Runs a program, its output to nowhere, from start to end. Throws with its last words if it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
): Promise<{ seconds: number; stderr: string }> {
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  const seconds = (performance.now() - startedAt) / 1_000;
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${stderr}`);
  return { seconds, stderr };
}
