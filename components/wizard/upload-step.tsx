"use client";

import { ArrowRight } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { ConnectToken } from "@/components/pull/connect-token.tsx";
import { PullAsRead } from "@/components/pull/pull-as-read.tsx";
import { PullStep } from "@/components/pull/pull-step.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";
import { FileRow } from "@/components/wizard/file-row.tsx";
import { FilesToRead } from "@/components/wizard/files-to-read.tsx";
import { ImportFrame, ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { ReadingProgress } from "@/components/wizard/reading-progress.tsx";
import { SteerButtons } from "@/components/wizard/steer-buttons.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { connectHref, importHref, stateFacts, uploadHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";

/** Step 2, first half: the bundle's files or a pull from the API, and reading them. */
export function UploadStep({ importId }: { importId: string }) {
  return (
    <ImportFrame importId={importId} step="upload">
      {(detail) => <UploadBody detail={detail} />}
    </ImportFrame>
  );
}

function UploadBody({ detail }: { detail: ImportDetail }) {
  const isGoingOn = useGoOnToReview(detail);
  const { pull, state } = detail;
  const wanted = useWantedWay(detail);
  if (state === "reading" || state === "planning" || isGoingOn) {
    return (
      <>
        <StepHeading
          title={pull ? "Reading what was pulled" : "Reading the bundle"}
          actions={<SteerButtons detail={detail} />}
        />
        <ReadingProgress detail={detail} />
      </>
    );
  }
  if (pull && (state === "pulling" || (state === "pull_paused" && wanted !== "token"))) {
    return <PullStep detail={detail} pull={pull} />;
  }
  const isOpen =
    ["draft", "pull_paused", "review"].includes(state) || (state === "failed" && detail.startedAt === null);
  if (pull && state !== "draft" && (!isOpen || wanted === null)) {
    return <PullAsRead detail={detail} pull={pull} isOpen={isOpen} />;
  }
  if (!isOpen) return <FilesAsRead detail={detail} />;
  const isAboutToken = pull !== null || detail.problem?.code.startsWith("workos_");
  return <OpenStep detail={detail} from={wanted ?? (isAboutToken ? "token" : "files")} />;
}

/** Data can be brought still: by a token, by files, or by both. */
function OpenStep({ detail, from }: { detail: ImportDetail; from: string }) {
  const isToken = from === "token";
  return (
    <>
      <StepHeading
        title={isToken ? "Connect WorkOS" : "Upload the bundle"}
        actions={<SteerButtons detail={detail} />}
      >
        {isToken
          ? "The key is checked first: what it can read, how many calls a pull takes and how long. Nothing is pulled before you start it."
          : "Files are stored in parts as they arrive: an upload goes on where it stopped, also after a reload. Nothing is written to the directory in this step."}
        {detail.state === "review" && " Other data needs another plan; your decisions stay."}
      </StepHeading>
      <ProblemAlert
        detail={detail}
        title={
          detail.problem?.code.startsWith("workos_") ? "The pull stopped" : "The bundle could not be read"
        }
      />
      <TabLinks
        label="Where the data comes from"
        current={isToken ? "token" : "files"}
        tabs={[
          { key: "token", label: "Connect a token", href: connectHref(detail.id) },
          ...(detail.state === "pull_paused"
            ? []
            : [{ key: "files", label: "Upload files", href: uploadHref(detail.id) }]),
        ]}
      />
      <div className="pt-4">
        {isToken ? <ConnectToken detail={detail} /> : <FilesToRead detail={detail} />}
      </div>
    </>
  );
}

function FilesAsRead({ detail }: { detail: ImportDetail }) {
  return (
    <>
      <StepHeading title="The bundle as it was read">
        {stateFacts(detail.state).step === "summary"
          ? "This import is over. To bring newer data, start another under the same source name."
          : "To bring other files, start another import under the same source name."}
      </StepHeading>
      <Card className="mb-4">
        <ul aria-label="Files of this bundle" className="divide-y divide-border">
          {detail.files.map((file) => (
            <FileRow key={file.id} file={file} isRemoving={false} />
          ))}
        </ul>
      </Card>
      {detail.plannedAt && (
        <ButtonLink variant="primary" href={importHref(detail.id, "review")}>
          See the plan
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </>
  );
}

/** The way that the address asks for, until a pull begins: what comes then is the pull, not the form again. */
function useWantedWay(detail: ImportDetail): string | null {
  const router = useRouter();
  const wanted = useSearchParams().get("from");
  const isObsolete = wanted !== null && detail.state === "pulling";
  useEffect(() => {
    if (isObsolete) router.replace(importHref(detail.id, "upload"));
  }, [isObsolete, detail.id, router]);
  return wanted;
}

/**
 * Whoever watched the work goes on to its result; whoever came back to look at the data stays.
 *
 * @returns true from the work's end until the next page is there: nobody sees the form again in between
 */
function useGoOnToReview({ id, state }: ImportDetail): boolean {
  const router = useRouter();
  const [sawWork, setSawWork] = useState(false);
  if (!sawWork && ["pulling", "reading", "planning"].includes(state)) setSawWork(true);
  const isGoingOn = sawWork && state === "review";
  useEffect(() => {
    if (isGoingOn) router.push(importHref(id, "review"));
  }, [isGoingOn, id, router]);
  return isGoingOn;
}
