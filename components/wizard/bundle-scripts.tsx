"use client";

import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs.tsx";
import { SnippetBlock } from "@/components/wizard/snippet-block.tsx";

const askForKey = "read -rs WORKOS_API_KEY && export WORKOS_API_KEY   # paste the key, then Enter";

/** The ways to build `workos.json` on a machine of one's own. */
export function BundleScripts({ bash, node }: { bash: string; node: string }) {
  return (
    <>
      <p className="mb-4 max-w-prose text-muted-foreground text-sm">
        Run one of these where the WorkOS API can be reached. It follows every page of every list and writes{" "}
        <code className="font-mono">workos.json</code>. A read-only API key is enough; it never leaves your
        machine.
      </p>
      <Tabs defaultValue="bash">
        <TabsList aria-label="Script">
          <TabsTrigger value="bash">curl and jq</TabsTrigger>
          <TabsTrigger value="node">Node</TabsTrigger>
          <TabsTrigger value="authio">authio</TabsTrigger>
        </TabsList>
        <TabsContent value="bash" className="flex flex-col gap-3">
          <SnippetBlock fileName="workos-bundle.sh" code={bash} testId="snippet-bash" />
          <CodeBlock label="Run it" code={`${askForKey}\nbash workos-bundle.sh`} />
        </TabsContent>
        <TabsContent value="node" className="flex flex-col gap-3">
          <SnippetBlock fileName="workos-bundle.mjs" code={node} testId="snippet-node" />
          <CodeBlock label="Run it" code={`${askForKey}\nnode workos-bundle.mjs`} />
        </TabsContent>
        <TabsContent value="authio" className="flex flex-col gap-3">
          <CodeBlock label="Run it" code={`${askForKey}\nauthio export workos -o workos.json`} />
          <p className="max-w-prose text-muted-foreground text-sm">
            The pull of this product, into a file: it keeps to the limits of WorkOS, and the same command goes
            on where it was interrupted. With <code className="font-mono">--mfa</code> and{" "}
            <code className="font-mono">--identities</code> it asks for these of every user; a name that ends
            in <code className="font-mono">.gz</code> is compressed.
          </p>
        </TabsContent>
      </Tabs>
      <p className="mt-3 max-w-prose text-muted-foreground text-sm">
        The two scripts fetch neither MFA factors nor sign-in identities, which take one request per user. For
        several WorkOS environments build one file each and upload them together.
      </p>
    </>
  );
}
