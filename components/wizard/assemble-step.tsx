"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs.tsx";
import { BundleParts } from "@/components/wizard/bundle-parts.tsx";
import { SnippetBlock } from "@/components/wizard/snippet-block.tsx";
import { StartImport } from "@/components/wizard/start-import.tsx";
import { StateBadge } from "@/components/wizard/state-badge.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { Stepper } from "@/components/wizard/stepper.tsx";
import { currentPage, importHref, stateFacts } from "@/components/wizard/wizard-steps.ts";
import { importDetailQuery } from "@/lib/api/queries.ts";

const askForKey = "read -rs WORKOS_API_KEY && export WORKOS_API_KEY   # paste the key, then Enter";

/**
 * Step 1: how to build `workos.json`. `importId` is the import one came back from; `originName` that of
 * an earlier one, to be run again.
 */
export function AssembleStep(props: {
  bashSnippet: string;
  nodeSnippet: string;
  importId: string | null;
  originName: string | null;
}) {
  const existing = useQuery({ ...importDetailQuery(props.importId ?? ""), enabled: props.importId !== null });
  const detail = existing.data;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Imports", href: "/migrate" }]}
        title={
          detail ? (
            <span className="inline-flex flex-wrap items-center gap-2.5">
              {detail.originName}
              <StateBadge state={detail.state} />
            </span>
          ) : (
            "Migrate from WorkOS"
          )
        }
        description="Brings users, organizations, memberships, SSO connections and directories into your Authio directory. Nothing is written before you confirm in step 3."
      />
      <Stepper
        current="assemble"
        reached={detail ? stateFacts(detail.state).step : "assemble"}
        {...(detail && { importId: detail.id, standing: detail })}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section className="min-w-0">
          <StepHeading title="Build a bundle">
            Run one of these scripts where the WorkOS API can be reached. It follows every page of every list
            and writes <code className="font-mono">workos.json</code>. A read-only API key is enough; it never
            leaves your machine.
          </StepHeading>
          <Tabs defaultValue="bash">
            <TabsList aria-label="Script">
              <TabsTrigger value="bash">curl and jq</TabsTrigger>
              <TabsTrigger value="node">Node</TabsTrigger>
            </TabsList>
            <TabsContent value="bash" className="flex flex-col gap-3">
              <SnippetBlock fileName="workos-bundle.sh" code={props.bashSnippet} testId="snippet-bash" />
              <CodeBlock label="Run it" code={`${askForKey}\nbash workos-bundle.sh`} />
            </TabsContent>
            <TabsContent value="node" className="flex flex-col gap-3">
              <SnippetBlock fileName="workos-bundle.mjs" code={props.nodeSnippet} testId="snippet-node" />
              <CodeBlock label="Run it" code={`${askForKey}\nnode workos-bundle.mjs`} />
            </TabsContent>
          </Tabs>
        </section>
        <div className="lg:sticky lg:top-6">
          {detail ? (
            <Card>
              <CardHeader title="This import goes on" />
              <CardContent className="flex flex-col gap-3 text-sm">
                <p>Build the bundle again if it is out of date, then upload it in step 2.</p>
                <ButtonLink variant="primary" href={importHref(detail.id, currentPage(detail))}>
                  Back to the current step
                  <ArrowRight aria-hidden />
                </ButtonLink>
              </CardContent>
            </Card>
          ) : (
            <StartImport originName={props.originName} />
          )}
        </div>
        <section className="flex min-w-0 flex-col gap-3 lg:col-span-2">
          <h2 className="font-semibold text-lg">What each part fetches</h2>
          <BundleParts />
          <p className="max-w-prose text-muted-foreground text-sm">
            A list that the API key may not read is named by the script and left out; everything else is still
            written. MFA factors and social identities take one request per user and are not fetched: people
            enroll and link them again. For several WorkOS environments build one file each and upload them
            together.
          </p>
        </section>
        <section className="flex min-w-0 flex-col gap-3 lg:col-span-2">
          <h2 className="font-semibold text-lg">Prefer the command line?</h2>
          <p className="max-w-prose text-muted-foreground text-sm">
            The same planner runs there and gives the same plan, byte for byte. This prints its totals and
            writes nothing.
          </p>
          <CodeBlock
            label="Dry run"
            code="authio import workos --input ./workos.json --dry-run | jq '.stats'"
          />
        </section>
      </div>
    </>
  );
}
