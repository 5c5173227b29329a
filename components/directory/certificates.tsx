import { CertificateBadge } from "@/components/directory/connection-badges.tsx";
import { IdText } from "@/components/directory/id-text.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { formatUtcDate } from "@/components/ui/format-time.ts";

export type CertificateView = {
  fingerprint: string;
  subject: string;
  notBefore: number;
  notAfter: number;
  pem: string;
};

/** The IdP's signing certificates, with what tells them apart and when they end. */
export function Certificates({ certificates }: { certificates: readonly CertificateView[] }) {
  return (
    <ul className="flex flex-col divide-y divide-border">
      {certificates.map((certificate) => (
        <li key={certificate.fingerprint} className="flex flex-col gap-1 py-2 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="break-words">{certificate.subject}</span>
            <CertificateBadge notAfter={certificate.notAfter} />
          </div>
          <p className="text-muted-foreground text-xs tabular-nums">
            Valid from {formatUtcDate(new Date(certificate.notBefore))} to{" "}
            {formatUtcDate(new Date(certificate.notAfter))}
          </p>
          <p className="text-xs">
            <span className="text-muted-foreground">SHA-256 </span>
            <IdText id={certificate.fingerprint} />
          </p>
          <div>
            <CopyButton value={certificate.pem} label="Copy PEM" isLabelShown variant="secondary" />
          </div>
        </li>
      ))}
    </ul>
  );
}
