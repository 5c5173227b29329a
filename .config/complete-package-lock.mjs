import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

// npm leaves a package for another platform out of the lock file if the registry it asked did not have it, and
// then `npm ci` refuses that lock file. Run this after changing dependencies: it writes in what is missing, with
// the version its parent names. (Without a checksum: npm adds those that it can see.)

const file = path.resolve(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));

const operatingSystems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

let added = 0;
for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] || lock.packages[`${parent}/${place}`] || !/^\d/.test(version)) continue;
    const words = name.split("/").at(-1).split("-");
    const os = operatingSystems.filter((system) => words.includes(system));
    const cpu = processors.filter((processor) => words.includes(processor));
    if (cpu.length === 0) continue;
    const libc = words.some((word) => word.startsWith("musl"))
      ? ["musl"]
      : words.some((word) => word.startsWith("gnu"))
        ? ["glibc"]
        : [];
    lock.packages[place] = {
      version,
      cpu,
      ...(dev ? { dev } : {}),
      ...(libc.length ? { libc } : {}),
      optional: true,
      ...(os.length ? { os } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added} packages for other platforms.`);
