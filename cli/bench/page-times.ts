import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";

/** What a page that was opened has still to do is not measured with the next. */
const restMs = 1_200;

/** Has every page that this tab opens note when what `firstRowsMs` waits for stood in it. */
export async function watchFirstRows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const source = sessionStorage.getItem("first rows");
    if (source === null) return;
    const rows = new RegExp(source);
    const look = () => {
      if (rows.test(document.querySelector("main")?.textContent ?? "")) {
        Object.assign(window, { stoodAt: performance.now() });
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
}

/**
 * Opens an address in a tab, again and again.
 *
 * @param rows what its first rows say
 * @returns milliseconds from the address to the frame in which they stood, one a run
 */
export async function firstRowsMs(page: Page, url: string, rows: RegExp, runs: number): Promise<number[]> {
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) {
    await page.evaluate((source) => sessionStorage.setItem("first rows", source), rows.source);
    await page.goto(url, { waitUntil: "commit" });
    const stoodAt = await page.waitForFunction(() => (window as { stoodAt?: number }).stoodAt);
    taken.push((await stoodAt.jsonValue()) as number);
    await sleep(restMs);
  }
  return taken;
}

/** When somebody did something (milliseconds since the epoch), and after how many its outcome stood on the page. */
export type Outcome = { actedAt: number; afterMs: number };

/** Presses a button and waits for the first line of the log. */
export function firstLogLine(page: Page, button: string): Promise<Outcome> {
  return outcomeOf(page, "click", "[role=listbox] [role=option]", () =>
    page.getByRole("button", { name: new RegExp(`^${button}`) }).click(),
  );
}

/** Picks a file and waits until it is stored. */
export function upload(page: Page, file: string): Promise<Outcome> {
  return outcomeOf(page, "change", "[data-file-status=done]", () =>
    page.getByLabel("Bundle files").setInputFiles(file),
  );
}

/** The page itself takes the time: Playwright waits for what it can see by looking twice a second. */
async function outcomeOf(
  page: Page,
  event: "click" | "change",
  outcome: string,
  act: () => Promise<void>,
): Promise<Outcome> {
  await page.evaluate(
    ({ event, outcome }) => {
      const times: Partial<Outcome> = {};
      const now = () => performance.timeOrigin + performance.now();
      Object.assign(window, { times });
      addEventListener(
        event,
        () => {
          times.actedAt ??= now();
        },
        { capture: true },
      );
      new MutationObserver(() => {
        if (times.actedAt === undefined || !document.querySelector(outcome)) return;
        times.afterMs ??= now() - times.actedAt;
      }).observe(document.body, { attributes: true, childList: true, subtree: true });
    },
    { event, outcome },
  );
  await act();
  const times = await page.waitForFunction(
    () => {
      const { times } = window as { times?: Partial<Outcome> };
      return times?.afterMs !== undefined && times;
    },
    null,
    // Not at every frame, as it would by itself: those are drawn by the processors that everybody waits for.
    { polling: 50 },
  );
  return (await times.jsonValue()) as Outcome;
}

/** How a list looks while it is scrolled by 300 px a frame for ten seconds. */
export type Scrolling = { framesPerSecond: number; frameMs99: number; blankFrames: number };

export function scrollList(page: Page, selector: string): Promise<Scrolling> {
  return page.evaluate(async (selector) => {
    const list = document.querySelector(selector);
    if (!list) throw new Error(`there is no ${selector}`);
    const frames: number[] = [];
    let blankFrames = 0;
    const startedAt = performance.now();
    for (let at = startedAt; at < startedAt + 10_000; ) {
      list.scrollTop += 300;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - at);
      at = now;
      if (!list.querySelector("[role=option]")) blankFrames++;
    }
    frames.sort((a, b) => a - b);
    const frameMs99 = frames[Math.floor(frames.length * 0.99)] ?? 0;
    return { framesPerSecond: frames.length / 10, frameMs99, blankFrames };
  }, selector);
}
