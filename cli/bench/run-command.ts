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
  const startedAt = performance.now();
  const entry = path.join(checkout, "dist/authio.mjs");
  const child = spawn(process.execPath, ["--import", tellUsage, entry, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  const seconds = (performance.now() - startedAt) / 1_000;
  const [, usage] = /usage (\[.*\])/.exec(stderr) ?? [];
  if (code !== 0 || !usage) throw new Error(`authio ${args.join(" ")} ended with ${code}:\n${stderr}`);
  const [microseconds = 0, kilobytes = 0] = JSON.parse(usage) as number[];
  return { seconds, processorSeconds: microseconds / 1e6, peakMegabytes: kilobytes / 1024 };
}
