import { ValueToCopy } from "@/components/story/value-to-copy.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import type { OrganizationStory } from "@/lib/api/organization-story.ts";

/** What the admin of a directory sets in the IdP's connector. */
export function DirectoryHandover({ directory }: { directory: OrganizationStory["directories"][number] }) {
  const isScim = directory.protocol === "scim";
  return (
    <section className="break-inside-avoid rounded-lg border border-border bg-card p-4 text-sm">
      <h3 className="wrap-anywhere flex flex-wrap items-center gap-2 font-medium text-base">
        Directory: {directory.name}
        <Badge tone={isScim ? "neutral" : "warning"}>{isScim ? "SCIM" : "manual"}</Badge>
      </h3>
      {isScim ? (
        <>
          <p className="mt-1 text-muted-foreground">
            Set this in the identity provider's SCIM connector, with the bearer token we hand you separately.
            The token used with WorkOS stops working.
          </p>
          {directory.scimBaseUrl === "" ? (
            <p className="mt-2">
              The SCIM base URL is made when the import is applied: look here again then.
            </p>
          ) : (
            <dl className="mt-2">
              <ValueToCopy label="SCIM base URL" value={directory.scimBaseUrl} />
            </dl>
          )}
        </>
      ) : (
        <p className="mt-1 text-muted-foreground">
          This directory does not speak SCIM. Its people are brought along once; agree on how they are kept up
          to date from then on.
        </p>
      )}
    </section>
  );
}
