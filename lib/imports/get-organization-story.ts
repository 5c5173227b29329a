import type { OrganizationStory } from "../api/organization-story.ts";
import type { Database } from "../database/database.ts";
import { connectionUrls, scimBaseUrl } from "../directory/connection-urls.ts";
import { AppError } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import type {
  ConnectionFact,
  PlannedConnection,
  PlannedDirectory,
  PlannedOrganization,
} from "../planner/planned-records.ts";
import { ensureImport } from "./import-not-found.ts";
import { issueColumns } from "./list-plan-issues.ts";
import { readDirectoryMembers, readPlannedMembers } from "./organization-members.ts";

const maxIssues = 500;

/**
 * What happens to one organization of an import: what it was at the source, what the plan makes of it (or, once the
 * import is through, what stands in the directory), and what its admin must do.
 *
 * @param appUrl where our endpoints are reached: IdPs are pointed there
 * @throws AppError `not_found` when the import or, in its plan, the organization is not there
 */
export async function getOrganizationStory(
  db: Database,
  _actor: Actor,
  importId: string,
  sourceId: string,
  appUrl: string,
): Promise<OrganizationStory> {
  await ensureImport(db, importId, "plan");
  const planned = await readPlanned(db, importId, sourceId);
  const there = await readOrganization(db, importId, sourceId);
  const [fromPlan, connections, directories, issues] = await Promise.all([
    readPlannedMembers(db, importId, sourceId),
    ownItems<PlannedConnection>(db, importId, "connection", sourceId),
    ownItems<PlannedDirectory>(db, importId, "directory", sourceId),
    readIssues(db, importId, sourceId),
  ]);
  const isImported = there?.isImported ?? false;
  const now = isImported && there ? there : null;
  const { after, members } = now ? await readDirectoryMembers(db, now.id) : fromPlan;
  const directoryIds = await readDirectoryIds(db, directories);
  return {
    sourceId,
    organizationId: there?.id ?? null,
    name: now?.name ?? planned.name,
    slug: there?.slug ?? planned.slug,
    domains: now?.domains ?? [...planned.domains],
    before: fromPlan.before,
    after,
    members,
    connections: connections.map((connection) => handover(connection, appUrl)),
    directories: directories.map(({ sourceId: id, name, protocol }) => {
      const directoryId = directoryIds.get(`workos:${id}`);
      // Its address carries our id, which it gets when it is made.
      return {
        sourceId: id,
        name,
        protocol,
        scimBaseUrl: directoryId ? scimBaseUrl(appUrl, directoryId) : "",
      };
    }),
    issues,
    isImported,
  };
}

async function readPlanned(db: Database, importId: string, sourceId: string): Promise<PlannedOrganization> {
  const item = await db.prisma.planItem.findFirst({ where: { importId, kind: "organization", sourceId } });
  if (item) return item.payload as unknown as PlannedOrganization;
  throw new AppError(
    "not_found",
    `The plan of this import has no organization ${sourceId}.`,
    "It may have been left out by a decision: look at the list of organizations.",
  );
}

/** The organization as it is in the directory, and whether this import is through with it. */
async function readOrganization(db: Database, importId: string, sourceId: string) {
  const [organization, row] = await Promise.all([
    db.prisma.organization.findUnique({
      where: { sourceKey: `workos:${sourceId}` },
      select: {
        id: true,
        name: true,
        slug: true,
        domains: {
          select: { domain: true, state: true, isShared: true },
          orderBy: { domain: "asc" },
        },
      },
    }),
    db.prisma.import.findUnique({ where: { id: importId }, select: { state: true } }),
  ]);
  if (!organization) return null;
  const isImported = row?.state === "complete" || row?.state === "complete_with_errors";
  return { ...organization, isImported };
}

async function ownItems<Payload>(
  db: Database,
  importId: string,
  kind: "connection" | "directory",
  organizationSourceId: string,
): Promise<Payload[]> {
  const rows = await db.prisma.$queryRaw<{ payload: Payload }[]>`
    SELECT payload FROM plan_items
    WHERE import_id = ${importId} AND kind = ${kind}
      AND payload ->> 'organizationSourceId' = ${organizationSourceId}
    ORDER BY ordinal`;
  return rows.map((row) => row.payload);
}

function readIssues(db: Database, importId: string, sourceId: string): Promise<OrganizationStory["issues"]> {
  return db.prisma.$queryRaw<OrganizationStory["issues"]>(Prisma.sql`
    SELECT ordinal, ${issueColumns} FROM plan_issues
    WHERE import_id = ${importId} AND organization_source_id = ${sourceId}
    ORDER BY ordinal LIMIT ${maxIssues}`);
}

async function readDirectoryIds(
  db: Database,
  directories: readonly PlannedDirectory[],
): Promise<Map<string | null, string>> {
  const rows = await db.prisma.directory.findMany({
    where: { sourceKey: { in: directories.map((directory) => `workos:${directory.sourceId}`) } },
    select: { id: true, sourceKey: true },
  });
  return new Map(rows.map((row) => [row.sourceKey, row.id]));
}

/** What to hand to the customer's IdP admin, and what to ask for in return. */
function handover(connection: PlannedConnection, appUrl: string): OrganizationStory["connections"][number] {
  const urls = connectionUrls(appUrl, connection.providerId);
  const certificates = connection.certificates.map(
    ({ fingerprint, notAfter }) => `${fingerprint} (until ${new Date(notAfter).toISOString().slice(0, 10)})`,
  );
  const facts: Partial<Record<ConnectionFact | "idp_metadata_url", string | null>> = {
    idp_entity_id: connection.idpEntityId,
    idp_sign_in_url: connection.idpSignInUrl,
    idp_metadata_url: connection.idpMetadataUrl,
    signing_certificate: certificates.join("; ") || null,
    oidc_client_id: connection.oidcClientId,
    oidc_discovery_endpoint: connection.oidcDiscoveryEndpoint,
  };
  const known = Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    sourceId: connection.sourceId,
    name: connection.name,
    protocol: connection.protocol,
    known: Object.fromEntries(known),
    missing: [...connection.missing],
    acsUrl: connection.protocol === "saml" ? urls.acsUrl : urls.oidcRedirectUri,
    spEntityId: urls.spEntityId,
  };
}
