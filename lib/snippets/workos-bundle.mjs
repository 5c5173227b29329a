// Builds workos.json from the WorkOS API. Needs Node 20 or newer, nothing else.
// The API key (read access is enough) comes from the environment variable WORKOS_API_KEY.
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const api = process.env.WORKOS_API_URL ?? "https://api.workos.com";
const key = process.env.WORKOS_API_KEY;
const outPath = process.argv[2] ?? "workos.json";
if (!key) fail("Set WORKOS_API_KEY to a WorkOS API key with read access.");

function fail(message) {
  rmSync(`${outPath}.part`, { force: true });
  console.error(message);
  process.exit(1);
}

/** Seconds, or an HTTP date; without it, twice as long after every try. */
function retryDelayMs(retryAfter, attempt) {
  const seconds = Number(retryAfter ?? Number.NaN);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter ?? "") - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? 500 * 2 ** attempt : Math.max(ms, 0);
}

/** One answer as {status, body}. Waits and tries again after 429, 5xx and dropped connections. */
async function get(path) {
  for (let attempt = 0; ; attempt++) {
    let delayMs = retryDelayMs(null, attempt);
    let problem;
    try {
      const response = await fetch(api + path, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(120_000),
      });
      if (response.status === 200) return { status: 200, body: await response.json() };
      const text = await response.text();
      if (response.status === 401)
        fail("WorkOS refuses the API key. Check that it is whole, and of the right environment.");
      if (response.status === 403 || response.status === 404) return { status: response.status };
      if (response.status !== 429 && response.status < 500)
        fail(`${path}: WorkOS answers ${response.status}: ${text.slice(0, 300)}`);
      problem = `WorkOS answers ${response.status}`;
      delayMs = retryDelayMs(response.headers.get("retry-after"), attempt);
    } catch (error) {
      problem = error.cause?.message ?? error.message;
    }
    if (attempt === 8) fail(`${path}: ${problem}. Try again later: nothing was written.`);
    await wait(delayMs);
  }
}

/** Every record of a list, page by page. Ends with `false` when WorkOS has no such list for this key. */
async function pull(name, path, onRecord) {
  const seen = new Set();
  for (let after = ""; ; ) {
    const { status, body } = await get(after ? `${path}&after=${after}` : path);
    if (status !== 200) {
      console.error(`${name}: left out, WorkOS answers ${status} to ${path.split("?")[0]}`);
      return false;
    }
    const first = body.data[0]?.id;
    // A server that does not know a cursor starts again at page 1: without this the loop never ends.
    if (first && seen.has(`first ${first}`)) {
      console.error(`${name}: WorkOS repeats itself after ${after}; stopped there`);
      return true;
    }
    seen.add(`first ${first}`);
    for (const record of body.data) await onRecord(record);
    after = body.list_metadata?.after ?? "";
    if (!after || seen.has(`after ${after}`)) return true;
    seen.add(`after ${after}`);
  }
}

// Records go to the file as they come: nothing but ids is held in memory, whatever the size.
const out = createWriteStream(`${outPath}.part`, { mode: 0o600 });
let separator = "{";

/** Writes one list of the bundle. `fill` calls `add` with each record; an unreadable list is left out. */
async function writeList(name, fill) {
  let count = 0;
  const open = () => {
    out.write(`${separator}\n"${name}": [`);
    separator = ",";
  };
  const isReadable = await fill(async (record) => {
    if (count === 0) open();
    const text = `${count++ === 0 ? "\n" : ",\n"}${JSON.stringify(record)}`;
    if (!out.write(text)) await once(out, "drain");
  });
  if (count === 0 && !isReadable) return;
  if (count === 0) open();
  out.write("\n]");
  console.error(`${name}: ${count}`);
}

/**
 * The list once for every parent; eight at a time stay below WorkOS's limits. Gives up when the first
 * cannot be read; one that is gone meanwhile is only left out.
 */
async function pullEach(parents, pullOne) {
  let readable = 0;
  let unreadable = 0;
  const queue = parents.values();
  const lane = async () => {
    for (const parent of queue) {
      if (unreadable > 0 && readable === 0) return;
      if (await pullOne(parent)) readable++;
      else unreadable++;
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return readable > 0;
}

// Oldest first: what is created meanwhile lands on a later page, not on one already read.
const page = "limit=100&order=asc";
const organizations = [];
const directories = [];

await writeList("users", (add) => pull("users", `/user_management/users?${page}`, add));
await writeList("organizations", (add) =>
  pull("organizations", `/organizations?${page}`, (record) => {
    organizations.push(record.id);
    return add(record);
  }),
);
// Memberships are listed per organization, and only active ones unless the others are named.
await writeList("organization_memberships", (add) =>
  pullEach(organizations, (id) =>
    pull(
      "organization_memberships",
      `/user_management/organization_memberships?${page}&statuses=active,inactive,pending&organization_id=${id}`,
      add,
    ),
  ),
);
await writeList("sso_connections", (add) => pull("sso_connections", `/connections?${page}`, add));
await writeList("directories", (add) =>
  pull("directories", `/directories?${page}`, (record) => {
    directories.push(record.id);
    return add(record);
  }),
);
for (const name of ["directory_users", "directory_groups"]) {
  await writeList(name, (add) =>
    pullEach(directories, (id) => pull(name, `/${name}?${page}&directory=${id}`, add)),
  );
}
await writeList("invitations", (add) => pull("invitations", `/user_management/invitations?${page}`, add));
// The environment's roles, then those that organizations made for themselves. Not paged.
await writeList("roles", async (add) => {
  if (!(await pull("roles", "/authorization/roles?", add))) return false;
  return pullEach(organizations, (id) =>
    pull("roles", `/authorization/organizations/${id}/roles?`, (record) =>
      record.type === "OrganizationRole" ? add({ ...record, organization_id: id }) : undefined,
    ),
  );
});

if (separator === "{") fail("The API key can read nothing that belongs in a bundle.");
out.end("\n}\n");
await once(out, "finish");
await rename(`${outPath}.part`, outPath);
console.error(`Wrote ${outPath} (${out.bytesWritten} bytes).`);
