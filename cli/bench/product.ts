import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setupLinkOf } from "../../e2e/setup-link-of.ts";

const startTimeoutMs = 300_000;

/** The product as `npm start` runs it, on a database of the benchmark's. */
export class Product {
  readonly #child: ChildProcess;
  /** One-time address at which its first administrator signs in. */
  readonly setupLink: string;

  private constructor(child: ChildProcess, setupLink: string) {
    this.#child = child;
    this.setupLink = setupLink;
  }

  static async start(checkout: string, databaseUrl: string): Promise<Product> {
    const child = spawn(process.execPath, [path.join(checkout, "dist/authio.mjs"), "start"], {
      cwd: checkout,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        DATABASE_URL: databaseUrl,
        APP_ENCRYPTION_KEY: "0".repeat(64),
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    return new Product(child, await setupLinkOf(child, startTimeoutMs));
  }

  /** Megabytes that its processes hold now. */
  memory(): { web: number; worker: number } {
    const megabytes = { web: 0, worker: 0 };
    const processes = execFileSync("ps", ["-eo", "ppid=,rss=,args="], { encoding: "utf8" });
    for (const line of processes.split("\n")) {
      const [, parent, kilobytes, name] = /^\s*(\d+)\s+(\d+)\s.*\b(web|worker)\s*$/.exec(line) ?? [];
      if (Number(parent) === this.#child.pid) megabytes[name as "web" | "worker"] = Number(kilobytes) / 1024;
    }
    return megabytes;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await ended;
  }
}
