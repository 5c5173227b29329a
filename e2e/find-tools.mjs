import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserFlags } from "./browser-flags.mjs";

// The headless shell is what Playwright runs by itself: it draws nothing that nobody sees.
const systemBrowsers = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * A Chromium that starts: one that is here already, else Playwright's, else Debian's. Says what it does.
 * @returns {Promise<string | null>} the program's path, or null if there is none to be had
 */
export async function findBrowser() {
  const found = await usableBrowser();
  if (found) return found;
  console.log("No usable browser here. Trying Playwright's installer…");
  run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
  const downloaded = await usableBrowser();
  if (downloaded) return downloaded;
  console.log("That did not help. Trying apt-get install chromium-headless-shell…");
  installPackage("chromium-headless-shell");
  return usableBrowser();
}

/**
 * Makes sure that a command line tool is here; installs it from the distribution if not.
 * @param {string} name of the command and of its package
 */
export function findTool(name) {
  const isHere = () => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0;
  if (isHere()) return true;
  console.log(`${name} is not here. Trying apt-get install ${name}…`);
  installPackage(name);
  return isHere();
}

async function usableBrowser() {
  for (const executablePath of [chromium.executablePath(), ...systemBrowsers]) {
    if (!existsSync(executablePath)) continue;
    try {
      const browser = await chromium.launch({ executablePath, args: browserFlags, timeout: 30_000 });
      await browser.close();
      console.log(`Browser: ${executablePath}`);
      return executablePath;
    } catch (error) {
      console.log(`${executablePath} does not start: ${String(error).split("\n")[0]}`);
    }
  }
  return null;
}

function installPackage(name) {
  const isRoot = process.getuid?.() === 0;
  const [program, ...before] = isRoot ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = [...before, "install", "-y", "-q", "--no-install-recommends", name];
  if (run(program, install, options)) return;
  run(program, [...before, "update", "-q"], options);
  run(program, install, options);
}

function run(program, args, options = {}) {
  return spawnSync(program, args, { stdio: "inherit", timeout: 300_000, ...options }).status === 0;
}
