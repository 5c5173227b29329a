import { compareText } from "./compare-text.ts";
import type { Decisions } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import { normalizeDomain } from "./normalize-domain.ts";
import { baseSlug, slugSuffix } from "./organization-slugs.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedDomain, PlannedOrganization } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import type { DomainState, SourceOrganization } from "./source-records.ts";

/** The state that proves most wins where an organization names a domain twice. */
const domainStateOrder: Record<DomainState, number> = {
  verified: 0,
  legacy_verified: 1,
  pending: 2,
  unverified: 3,
  failed: 4,
};

/** The organizations of the plan, in order; none when everything goes into one that the directory already has. */
export function planOrganizations(
  rows: Rows,
  scope: PlanScope,
  decisions: Decisions,
  issues: IssueList,
): PlannedOrganization[] {
  if (decisions.targetOrganizationId !== null) return [];
  const all = rows.organizations.sorted();
  const planned = all.filter((organization) => scope.organization(organization.sourceId) === "inside");
  // An organization that is not selected this time still has its claim on a domain; an excluded one is given up.
  const claims = claimDomains(all.filter((organization) => !scope.isExcluded(organization.sourceId)));
  const nameOf = (sourceId: string) => rows.organizations.get(sourceId)?.name?.trim() || sourceId;
  const slugs = proposeSlugs(planned, decisions, issues);
  return planned.map((organization) => {
    const { sourceId } = organization;
    const name = nameOf(sourceId);
    if (name === sourceId) {
      issues.add({
        code: "organization_without_name",
        kind: "organizations",
        sourceId,
        organizationSourceId: sourceId,
        message: `Organization ${sourceId} has no name.`,
      });
    }
    const { slug = "", slugAlternate = "" } = slugs.get(sourceId) ?? {};
    return {
      sourceId,
      name,
      slug,
      slugAlternate,
      domains: planDomains(organization, name, nameOf, claims, issues),
      externalId: organization.externalId,
      stripeCustomerId: organization.stripeCustomerId,
      metadata: organization.metadata ?? {},
      createdAt: organization.createdAt,
    };
  });
}

function claimDomains(organizations: readonly SourceOrganization[]): Map<string, Set<string>> {
  const claims = new Map<string, Set<string>>();
  for (const { sourceId, domains } of organizations) {
    for (const entry of domains) {
      const domain = normalizeDomain(entry.domain);
      if (domain !== null) claims.set(domain, (claims.get(domain) ?? new Set()).add(sourceId));
    }
  }
  return claims;
}

function planDomains(
  { sourceId, domains }: SourceOrganization,
  name: string,
  nameOf: (sourceId: string) => string,
  claims: ReadonlyMap<string, ReadonlySet<string>>,
  issues: IssueList,
): PlannedDomain[] {
  const states = new Map<string, DomainState>();
  for (const entry of domains) {
    const domain = normalizeDomain(entry.domain);
    if (domain === null) {
      issues.add({
        code: "domain_invalid",
        kind: "organizations",
        sourceId,
        organizationSourceId: sourceId,
        message: `Organization ${name} has "${entry.domain}" among its domains, which is no domain name.`,
        details: { domain: entry.domain },
      });
      continue;
    }
    const known = states.get(domain);
    if (known === undefined || domainStateOrder[entry.state] < domainStateOrder[known]) {
      states.set(domain, entry.state);
    }
  }
  return [...states]
    .sort(([a], [b]) => compareText(a, b))
    .map(([domain, state]) => {
      const claimants = [...(claims.get(domain) ?? [])].sort(compareText);
      const isShared = claimants.length > 1;
      if (isShared) {
        const others = claimants.filter((id) => id !== sourceId).map(nameOf);
        issues.add({
          code: "domain_shared",
          kind: "organizations",
          sourceId,
          organizationSourceId: sourceId,
          message: `${domain} of ${name} is also a domain of ${others.join(", ")}.`,
          details: { domain, organization_source_ids: claimants },
        });
      }
      return { domain, state, isShared };
    });
}

/**
 * A slug for each organization, and the one to take where the directory has given that away (decision 5). Of those
 * whose names give one slug the oldest keeps it, the others carry a suffix; no two are ever alike.
 */
function proposeSlugs(
  organizations: readonly SourceOrganization[],
  decisions: Decisions,
  issues: IssueList,
): Map<string, { slug: string; slugAlternate: string }> {
  const decided = new Map(Object.entries(decisions.slugs));
  const taken = new Set<string>();
  const slugs = new Map<string, { slug: string; slugAlternate: string }>();
  const byAge = organizations.toSorted(
    (a, b) =>
      (a.createdAt === b.createdAt
        ? 0
        : (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY)) ||
      compareText(a.sourceId, b.sourceId),
  );
  const bases = byAge.map((organization) => {
    const { sourceId, slug, name } = organization;
    const base = decided.get(sourceId) ?? baseSlug(slug ?? name ?? "", sourceId);
    return { sourceId, base, isDecided: decided.has(sourceId) };
  });
  // Alternates first: a name may happen to look like another's base and suffix.
  const alternates = new Map<string, string>();
  for (const { sourceId, base } of bases) {
    const plain = `${base}-${slugSuffix(sourceId)}`;
    let alternate = plain;
    for (let n = 2; taken.has(alternate); n++) alternate = `${plain}-${n}`;
    taken.add(alternate);
    alternates.set(sourceId, alternate);
  }
  const owners = new Map<string, string>();
  // What a person chose goes before what a name gives.
  const inTurn = [...bases.filter((each) => each.isDecided), ...bases.filter((each) => !each.isDecided)];
  for (const { sourceId, base, isDecided } of inTurn) {
    const slugAlternate = alternates.get(sourceId) ?? base;
    const isFree = !taken.has(base);
    slugs.set(sourceId, { slug: isFree ? base : slugAlternate, slugAlternate });
    if (isFree) {
      taken.add(base);
      owners.set(base, sourceId);
    } else if (isDecided) {
      issues.add({
        code: "slug_taken",
        kind: "organizations",
        sourceId,
        organizationSourceId: sourceId,
        message: `Organization ${sourceId} was given the slug ${base}, which ${owners.get(base) ?? "another organization"} has too.`,
        details: { slug: base },
      });
    }
  }
  return slugs;
}
