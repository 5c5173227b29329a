import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const readText = (file: string) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

const ps = (pid: number, column: string) => {
  try {
    const out = execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" });
    return out.trim() || null;
  } catch {
    return null;
  }
};

/**
 * A string that names one running process for good, or null if there is none with this pid.
 *
 * A pid alone is not enough: after a reboot, and all the time in containers, another process has it, and a
 * lock of a killed process would be honoured forever.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform !== "linux") {
    const startedAt = ps(pid, "lstart");
    return startedAt && `${pid} ${startedAt}`;
  }
  const stat = readText(`/proc/${pid}/stat`);
  if (!stat) return null;
  // The second field is the name in brackets and may hold spaces, so count from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z") return null;
  return `${pid} ${fields[19]} ${readText("/proc/sys/kernel/random/boot_id")?.trim()}`;
}

/** The name of the program that runs under a pid, or null if none does. */
export function processName(pid: number): string | null {
  if (process.platform !== "linux") return ps(pid, "comm")?.split("/").at(-1) ?? null;
  return processIdentity(pid) && (readText(`/proc/${pid}/comm`)?.trim() ?? null);
}
