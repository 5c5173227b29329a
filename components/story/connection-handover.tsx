import { factLabel } from "@/components/plan/connection-facts.ts";
import { ValueToCopy } from "@/components/story/value-to-copy.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import type { OrganizationStory } from "@/lib/api/organization-story.ts";

/** What the admin of an SSO connection sets at the IdP, and what they must tell in return. */
export function ConnectionHandover({ connection }: { connection: OrganizationStory["connections"][number] }) {
  const isSaml = connection.protocol === "saml";
  return (
    <section className="break-inside-avoid rounded-lg border border-border bg-card p-4 text-sm">
      <h3 className="wrap-anywhere flex flex-wrap items-center gap-2 font-medium text-base">
        Single sign-on: {connection.name}
        <Badge>{connection.protocol.toUpperCase()}</Badge>
      </h3>
      <p className="mt-1 text-muted-foreground">
        Set these in the identity provider, in place of WorkOS's values:
      </p>
      <dl className="mt-2">
        <ValueToCopy label={isSaml ? "New ACS URL" : "New redirect URI"} value={connection.acsUrl} />
        {isSaml && <ValueToCopy label="New SP entity ID" value={connection.spEntityId} />}
      </dl>
      {connection.missing.length > 0 && (
        <>
          <p className="mt-3 text-muted-foreground">Then send us, as WorkOS does not hand it over:</p>
          <ul className="mt-1 list-disc pl-5">
            {connection.missing.map((fact) => (
              <li key={fact}>{factLabel(fact)}</li>
            ))}
          </ul>
          {isSaml && (
            <p className="mt-1 text-muted-foreground">
              The identity provider's metadata XML holds all of it.
            </p>
          )}
        </>
      )}
      {Object.keys(connection.known).length > 0 && (
        <>
          <p className="mt-3 text-muted-foreground">Known already, please check:</p>
          <dl className="mt-1">
            {Object.entries(connection.known).map(([fact, value]) => (
              <ValueToCopy key={fact} label={factLabel(fact)} value={value} />
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
