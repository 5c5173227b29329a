import { type ProbeResult, type PullOptions, type PullResource, pullResource } from "../../api/pull.ts";
import { forecastPull, type RecordCount } from "./forecast.ts";
import { readAnswer } from "./read-answer.ts";
import { addressOf, resources } from "./resources.ts";
import { documentedLimits, type WorkosClient } from "./workos-client.ts";
import { WorkosError } from "./workos-error.ts";

type Probed = ProbeResult["resources"][number] & {
  /** Of the first record that the answer holds. */
  firstId: string | null;
  /** The answer names a next page. */
  hasMore: boolean;
};

/**
 * Finds out what a key is good for: the guide's call first, then one call to every resource. Pulls nothing.
 *
 * @throws WorkosError `key_refused`, or `unavailable`
 */
export async function probeKey(
  client: WorkosClient,
  options: PullOptions,
  signal?: AbortSignal,
): Promise<ProbeResult> {
  await greet(client, signal);
  const answerTimes: number[] = [];
  const probed = new Map<PullResource, Probed>();
  const ask = async (resource: PullResource, parentId: string) => {
    const startedAt = performance.now();
    const result = await probeResource(client, options, resource, parentId, signal);
    if (result.access === "readable") answerTimes.push(performance.now() - startedAt);
    probed.set(resource, result);
  };
  const roots = pullResource.options.filter(
    (resource) => resources[resource].parents.length === 0 || resource === "roles",
  );
  await Promise.all(roots.map((resource) => ask(resource, rootId(resource, options))));
  const children = pullResource.options.filter((resource) => !roots.includes(resource));
  await Promise.all(
    children.map(async (resource) => {
      const parent = probed.get(resources[resource].parents[0] ?? resource);
      if (parent?.firstId) await ask(resource, parent.firstId);
      else probed.set(resource, withoutParent(resource, parent));
    }),
  );
  const counts = new Map<PullResource, RecordCount>();
  for (const { resource, access, records, hasMore } of probed.values()) {
    if (access === "readable") counts.set(resource, { records: records ?? 0, isAtLeast: hasMore });
  }
  answerTimes.sort((a, b) => a - b);
  return {
    ...client.key,
    resources: pullResource.options.flatMap((resource) => {
      const found = probed.get(resource);
      if (!found) return [];
      const { firstId: _, hasMore: __, ...shown } = found;
      return [shown];
    }),
    forecast: forecastPull(counts, options, documentedLimits, answerTimes[answerTimes.length >> 1] ?? 0),
  };
}

/** The guide's call, whose path WorkOS does not have, then the one that it has: enough to know the key from a wrong one. */
async function greet(client: WorkosClient, signal?: AbortSignal): Promise<void> {
  const say = (path: string) =>
    client.get(path, { limit: "1" }, signal ? { signal } : {}).catch((error: unknown) => {
      if (!(error instanceof WorkosError) || error.trouble === "key_refused") throw error;
      return error;
    });
  if (!((await say("/sso/connections")) instanceof WorkosError)) return;
  const answer = await say("/connections");
  if (answer instanceof WorkosError && answer.trouble === "unavailable") throw answer;
}

/** Where only some organizations are wanted, the first of them stands for all. */
function rootId(resource: PullResource, { organizations }: PullOptions): string {
  return organizations !== null && resources[resource].addressInOrganization ? (organizations[0] ?? "") : "";
}

async function probeResource(
  client: WorkosClient,
  options: PullOptions,
  resource: PullResource,
  parentId: string,
  signal?: AbortSignal,
): Promise<Probed> {
  const address = addressOf(resource, parentId, options);
  try {
    const { body } = await client.get(address.path, address.search, signal ? { signal } : {});
    const { records, after } = readAnswer(address, body);
    // One listing of many tells nothing of the others.
    const isOneOfMany =
      resources[resource].parents.length > 0 ||
      (options.organizations !== null && options.organizations.length > 1);
    const [first] = records;
    return {
      resource,
      access: "readable",
      records: isOneOfMany && resource !== "roles" ? null : records.length,
      isAtLeast: isOneOfMany || after !== null,
      message: null,
      firstId: typeof first?.id === "string" ? first.id : null,
      hasMore: after !== null,
    };
  } catch (error) {
    if (!(error instanceof WorkosError) || error.trouble === "key_refused") throw error;
    const isForbidden = error.trouble === "forbidden" || error.trouble === "missing";
    return {
      resource,
      access: isForbidden ? "forbidden" : "failed",
      records: null,
      isAtLeast: false,
      message: isForbidden ? resources[resource].lost : error.message,
      firstId: null,
      hasMore: false,
    };
  }
}

/** What hangs on records of which there is none, or none that may be read. */
function withoutParent(resource: PullResource, parent: Probed | undefined): Probed {
  const isReadable = parent?.access === "readable";
  return {
    resource,
    access: parent?.access ?? "failed",
    records: isReadable ? 0 : null,
    isAtLeast: false,
    message: isReadable ? null : resources[resource].lost,
    firstId: null,
    hasMore: false,
  };
}
