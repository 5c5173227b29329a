"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { TokenOrFile } from "@/components/pull/token-or-file.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs.tsx";
import { BundleParts } from "@/components/wizard/bundle-parts.tsx";
import { BundleScripts } from "@/components/wizard/bundle-scripts.tsx";
import { StartImport } from "@/components/wizard/start-import.tsx";
import { StateBadge } from "@/components/wizard/state-badge.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { Stepper } from "@/components/wizard/stepper.tsx";
import { currentPage, importHref, stateFacts } from "@/components/wizard/wizard-steps.ts";
import { importDetailQuery } from "@/lib/api/queries.ts";

const ways = ["token", "files"] as const;

/**
 * Step 1: a token or a bundle, and how to come by either. `importId` is the import one came back from;
 * `originName` that of an earlier one, to be run again.
 */
export function AssembleStep(props: {
  bashSnippet: string;
  nodeSnippet: string;
  importId: string | null;
  originName: string | null;
}) {
  const existing = useQuery({ ...importDetailQuery(props.importId ?? ""), enabled: props.importId !== null });
  const detail = existing.data;
  const [way, setWay] = useState<(typeof ways)[number]>("token");
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
        <div className="min-w-0">
          <StepHeading title="Where the data comes from">
            This server pulls it from the WorkOS API with your key, or you build a bundle and upload it. Both
            give the same plan.
          </StepHeading>
          <Tabs value={way} onValueChange={(value) => setWay(ways.find((one) => one === value) ?? "token")}>
            <TabsList aria-label="Way to bring the data">
              <TabsTrigger value="token">Connect a token</TabsTrigger>
              <TabsTrigger value="files">Build a bundle</TabsTrigger>
            </TabsList>
            <TabsContent value="token">
              <ConnectGuide />
            </TabsContent>
            <TabsContent value="files">
              <BundleScripts bash={props.bashSnippet} node={props.nodeSnippet} />
            </TabsContent>
          </Tabs>
        </div>
        <div className="lg:sticky lg:top-6">
          {detail ? (
            <Card>
              <CardHeader title="This import goes on" />
              <CardContent className="flex flex-col gap-3 text-sm">
                <p>Step 2 takes the token or the bundle.</p>
                <ButtonLink variant="primary" href={importHref(detail.id, currentPage(detail))}>
                  Back to the current step
                  <ArrowRight aria-hidden />
                </ButtonLink>
              </CardContent>
            </Card>
          ) : (
            <StartImport originName={props.originName} way={way} />
          )}
        </div>
        <section className="flex min-w-0 flex-col gap-3 lg:col-span-2">
          <h2 className="font-semibold text-lg">Token or file?</h2>
          <TokenOrFile />
        </section>
        <section className="flex min-w-0 flex-col gap-3 lg:col-span-2">
          <h2 className="font-semibold text-lg">What each part fetches</h2>
          <BundleParts />
          <p className="max-w-prose text-muted-foreground text-sm">
            A list that the API key may not read is named and left out; everything else still comes.
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

const connecting = [
  {
    title: "Make an API key at WorkOS",
    text: "In the dashboard of the environment that you leave, under API keys. Read access is enough: nothing is ever written there. For several environments bring a key of each.",
  },
  {
    title: "Check it in step 2",
    text: "WorkOS is asked once per resource. You see which environment the key is of, what it can read and what is lost without the rest, and how many calls and minutes a pull takes.",
  },
  {
    title: "Start the pull, and watch or leave",
    text: "Every page of every list, within the limits of WorkOS. It can be paused, survives restarts, and fetches nothing twice. Then comes the plan, and nothing is written before you confirm it.",
  },
];

function ConnectGuide() {
  return (
    <>
      <ol className="flex flex-col gap-4">
        {connecting.map(({ title, text }, index) => (
          <li key={title} className="flex gap-3">
            <span
              aria-hidden
              className="inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-border bg-muted font-medium text-muted-foreground text-xs tabular-nums"
            >
              {index + 1}
            </span>
            <div className="max-w-prose text-sm">
              <p className="pt-0.5 font-medium">{title}</p>
              <p className="text-muted-foreground">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className="mt-5 max-w-prose border-border border-t pt-4 text-muted-foreground text-sm">
        The key is encrypted with AES-256-GCM as soon as the pull begins, shown as{" "}
        <code className="font-mono text-xs">sk_live_…a1b2</code> from then on, and wiped when the pull is at
        its end.
      </p>
    </>
  );
}
