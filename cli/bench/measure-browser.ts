import { statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import pg from "pg";
import { browserFlags } from "../../e2e/browser-flags.mjs";
import { findBrowser } from "../../e2e/find-tools.mjs";
import { uploadBare } from "./bare-upload.ts";
import type { BenchServer } from "./bench-database.ts";
import { generateBundle } from "./generate-bundle.ts";
import { median } from "./median.ts";
import {
  firstLogLine,
  firstRowsMs,
  type Scrolling,
  scrollList,
  upload,
  watchFirstRows,
} from "./page-times.ts";
import { Product } from "./product.ts";

/** The wizard as somebody at a browser goes through it, all on one machine. */
export type BrowserMeasured = {
  users: number;
  megabytes: number;
  uploadSeconds: number;
  /** The same parts by a bare script. */
  bareSeconds: number;
  readAndPlanSeconds: number;
  applySeconds: number;
  firstLogLineMs: number;
  /** Milliseconds from the same press until it was written, until a worker began, and until that began its first step. */
  firstLogLineWay: { confirmed: number; begun: number; firstStep: number };
  logLines: number;
  /** First page of the finished log by kind and text, as the page asks for it: median of twenty. */
  filteredLogMs: number;
  /** Median of each page, by its name. */
  firstRowsMs: Record<string, number>;
  scrolling: Scrolling;
  /** Megabytes: the most that was seen, of the tab after garbage was collected. */
  memory: { web: number; worker: number; tab: number };
};

const openings = 5;
/** Somebody reads what the page says before they press. */
const restMs = 3_000;
/** To look at the processes takes a moment of a processor too. */
const lookMs = 2_000;
const patienceMs = 30 * 60_000;

type Bench = { checkout: string; folder: string; server: BenchServer; template: string };

export async function measureBrowser(bench: Bench, users: number): Promise<BrowserMeasured> {
  const file = path.join(bench.folder, `browser-${users}.json`);
  await generateBundle(file, users);
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error("There is no Chromium here, and none could be installed.");
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  const url = await bench.server.create(bench.template);
  const product = await Product.start(bench.checkout, url);
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(patienceMs);
    return await new Journey(bench.server, url, product, context).run(file, users);
  } finally {
    await browser.close();
    await product.stop();
    await bench.server.drop(url);
  }
}

class Journey {
  readonly #memory = { web: 0, worker: 0, tab: 0 };
  readonly #origin: string;

  constructor(
    readonly server: BenchServer,
    readonly databaseUrl: string,
    readonly product: Product,
    readonly context: BrowserContext,
  ) {
    this.#origin = new URL(product.setupLink).origin;
  }

  async run(file: string, users: number): Promise<BrowserMeasured> {
    const page = await this.context.newPage();
    await this.#signUp(page);
    await watchFirstRows(page);
    const watching = setInterval(() => this.#look(), lookMs);
    try {
      const uploadSeconds = await this.#upload(page, file);
      const bareSeconds = await this.#uploadBare(file);
      const readAndPlanSeconds = await this.#readAndPlan(page);
      const [importId] = /(?<=\/workos\/)[^/?]+/.exec(page.url()) ?? [];
      const wizard = `/migrate/workos/${importId}`;
      await this.#untilComparable(page, wizard);
      const before = await this.#firstRows(page, {
        imports: ["/migrate", /In review/],
        "review, overview": [`${wizard}/review`, /people/],
        "review, merges": [`${wizard}/review?tab=merges`, /@example\d+\.com/],
        "review, organizations": [`${wizard}/review?tab=organizations`, /Company \d/],
        "review, issues": [`${wizard}/review?tab=issues`, /user_/],
        confirm: [`${wizard}/confirm`, /Import now: create/],
      });
      await page.goto(`${this.#origin}${wizard}/confirm`);
      await page.getByRole("button", { name: /^Import now/ }).waitFor();
      await this.server.settle();
      await sleep(restMs);
      const startedAt = performance.now();
      const firstLine = await firstLogLine(page, "Import now");
      await page.getByRole("link", { name: "See the summary" }).waitFor();
      const applySeconds = (performance.now() - startedAt) / 1_000;
      await this.#lookAtTab(page);
      await page.goto(`${this.#origin}/migrate`);
      await this.server.tidy(this.databaseUrl);
      const after = await this.#firstRows(page, {
        summary: [`${wizard}/summary`, /people/],
        "log of a finished import": [`${wizard}/confirm`, /created(Organizations|Roles)/],
        users: ["/users", /First\d/],
        "users, searched": ["/users?q=first.last77", /first\.last77/],
        organizations: ["/organizations", /Company \d/],
      });
      await page.goto(`${this.#origin}${wizard}/confirm`);
      await page.locator("[role=listbox] [role=option]").first().waitFor();
      const filteredLogMs = await this.#filterLog(page, `/api/imports/${importId}/log`);
      const scrolling = await scrollList(page, "[role=listbox]");
      await this.#lookAtTab(page);
      return {
        users,
        megabytes: statSync(file).size / 1e6,
        uploadSeconds,
        bareSeconds,
        readAndPlanSeconds,
        applySeconds,
        firstLogLineMs: firstLine.afterMs,
        firstLogLineWay: await this.#wayFrom(firstLine.actedAt),
        logLines: await this.#one("SELECT count(*)::int FROM import_log"),
        filteredLogMs,
        firstRowsMs: { ...before, ...after },
        scrolling,
        memory: this.#memory,
      };
    } finally {
      clearInterval(watching);
    }
  }

  async #signUp(page: Page): Promise<void> {
    await page.goto(this.product.setupLink);
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("Your e-mail address").fill("ada@bench.example");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/setup"));
  }

  async #upload(page: Page, file: string): Promise<number> {
    console.error("  upload");
    await page.goto(`${this.#origin}/migrate/workos`);
    await page.getByRole("tab", { name: "Build a bundle" }).click();
    await page.getByLabel("Name of the source").fill("Benchmark");
    await page.getByRole("button", { name: "Continue to upload" }).click();
    await page.getByRole("heading", { name: "Upload the bundle" }).waitFor();
    await this.server.settle();
    const { afterMs } = await upload(page, file);
    await this.#lookAtTab(page);
    return afterMs / 1_000;
  }

  async #uploadBare(file: string): Promise<number> {
    console.error("  the same parts by a bare script");
    await this.server.settle();
    return uploadBare(this.databaseUrl, file, await this.#one("SELECT part_bytes FROM import_files"));
  }

  async #readAndPlan(page: Page): Promise<number> {
    console.error("  read and plan");
    const startedAt = performance.now();
    await page.getByRole("button", { name: "Read and plan" }).click();
    await page.getByRole("heading", { name: "Review the plan" }).waitFor();
    return (performance.now() - startedAt) / 1_000;
  }

  /** The plan is compared with the directory before it can be confirmed. */
  async #untilComparable(page: Page, wizard: string): Promise<void> {
    await page.goto(`${this.#origin}${wizard}/confirm`);
    await page.getByRole("button", { name: /^Import now/ }).waitFor();
    await page.goto(`${this.#origin}/migrate`);
    await sleep(restMs);
  }

  async #firstRows(
    page: Page,
    pages: Record<string, [address: string, rows: RegExp]>,
  ): Promise<Record<string, number>> {
    const medians: Record<string, number> = {};
    for (const [name, [address, rows]] of Object.entries(pages)) {
      console.error(`  first rows: ${name}`);
      medians[name] = median(await firstRowsMs(page, `${this.#origin}${address}`, rows, openings));
    }
    return medians;
  }

  /** Of the only import there is. Browser, web server and database have one clock. */
  async #wayFrom(pressedAt: number): Promise<BrowserMeasured["firstLogLineWay"]> {
    const after = (time: string) => `1000 * extract(epoch FROM ${time})::float8 - ${pressedAt}`;
    const [row] = await this.#rows(
      `SELECT ${after("confirmed_at")}, ${after("started_at")}, ${after("(SELECT min(at) FROM import_log)")} FROM imports`,
    );
    const [confirmed = 0, begun = 0, firstStep = 0] = row ?? [];
    return { confirmed, begun, firstStep };
  }

  async #filterLog(page: Page, address: string): Promise<number> {
    console.error("  log, filtered");
    const taken = await page.evaluate(async (url) => {
      const taken: number[] = [];
      for (let number = 0; number < 20; number++) {
        const startedAt = performance.now();
        const answer = await fetch(`${url}?kind=user&q=last1${number}&after=0&limit=200`);
        const { lines } = await answer.json();
        taken.push(performance.now() - startedAt);
        if (lines.length === 0) throw new Error("the search found nothing");
      }
      return taken;
    }, address);
    return median(taken);
  }

  #look(): void {
    const { web, worker } = this.product.memory();
    this.#memory.web = Math.max(this.#memory.web, web);
    this.#memory.worker = Math.max(this.#memory.worker, worker);
  }

  async #lookAtTab(page: Page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    await session.send("Performance.enable");
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const bytes = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
    this.#memory.tab = Math.max(this.#memory.tab, bytes / 1e6);
    await session.detach();
  }

  async #one(sql: string): Promise<number> {
    return (await this.#rows(sql))[0]?.[0] ?? 0;
  }

  async #rows(sql: string): Promise<number[][]> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query<number[]>({ text: sql, rowMode: "array" })).rows;
    } finally {
      await client.end();
    }
  }
}
