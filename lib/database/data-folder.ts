import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of our own package.json, upwards from here: the checkout, or where npm installed the package. */
export function findPackageFolder(): string | null {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = path.join(folder, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "authio") return folder;
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

/** The checkout this code runs in, or null when it runs from an installed package. */
export function findCheckout(): string | null {
  const folder = findPackageFolder();
  if (!folder) return null;
  return existsSync(path.join(folder, "app")) || existsSync(path.join(folder, ".git")) ? folder : null;
}

/**
 * Where this machine keeps the database and its key: `AUTHIO_DATA_FOLDER`, else `.data/` in a checkout, else
 * the user's XDG data folder. The folder exists when this returns.
 */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const checkout = environment.AUTHIO_DATA_FOLDER ? null : findCheckout();
  const folder =
    environment.AUTHIO_DATA_FOLDER ||
    (checkout
      ? path.join(checkout, ".data")
      : path.join(environment.XDG_DATA_HOME || path.join(homedir(), ".local", "share"), "authio"));
  mkdirSync(folder, { recursive: true });
  return path.resolve(folder);
}
