import { stat } from "node:fs/promises";
import { bundleFileFromPath, type OpenedBundleFile } from "../../lib/sources/bundle/file-bundle.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Opens the bundle's files; `-` is standard input.
 *
 * @throws UsageError for a file that is not there or can't be read
 */
export async function openInputs(paths: readonly string[]): Promise<OpenedBundleFile[]> {
  if (paths.filter((path) => path === "-").length > 1) {
    throw new UsageError(
      "Standard input was named twice.",
      "It can be read once: name it once, and files beside it.",
    );
  }
  const files: OpenedBundleFile[] = [];
  try {
    for (const path of paths) files.push(await openInput(path));
  } catch (error) {
    await closeInputs(files);
    throw error;
  }
  return files;
}

export async function closeInputs(files: readonly OpenedBundleFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.close()));
}

async function openInput(path: string): Promise<OpenedBundleFile> {
  if (path === "-") {
    if (process.stdin.isTTY) console.error("Reading the bundle from standard input; Ctrl+D ends it.");
    return bundleFileFromPath("-");
  }
  try {
    if ((await stat(path)).isDirectory()) {
      throw new UsageError(`${path} is a folder.`, "Name the bundle's files after --input.");
    }
    return await bundleFileFromPath(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new UsageError(`There is no file ${path}.`, "Check the path after --input.", { cause: error });
    }
    if (code === "EACCES" || code === "EPERM") {
      throw new UsageError(`${path} may not be read by you.`, "Check the file's permissions.", {
        cause: error,
      });
    }
    throw error;
  }
}
