import { Card } from "@/components/ui/card.tsx";

/** What speaks for a token and what for a file, point by point. */
const points: readonly { what: string; token: string; file: string }[] = [
  {
    what: "Your API key",
    token: "Leaves your machine: kept encrypted on this server while the pull runs, then wiped.",
    file: "Stays on your machine.",
  },
  {
    what: "Freshness",
    token: "As of the pull.",
    file: "As of the export; it grows old until you upload it.",
  },
  {
    what: "Network",
    token: "This server must reach api.workos.com.",
    file: "None here. Whatever machine has the key builds the file.",
  },
  {
    what: "When it is interrupted",
    token: "Goes on at the next page, also after a restart.",
    file: "authio export goes on, the two scripts start over; the upload goes on where it stopped.",
  },
  {
    what: "MFA factors, sign-in identities",
    token: "On request, for one call per user.",
    file: "With authio export; the two scripts leave them out.",
  },
  {
    what: "What the API lacks",
    token: "IdP metadata and certificates stay missing, and are named in the review.",
    file: "You can add them to the file before you upload it.",
  },
  {
    what: "Again every night",
    token: "By a schedule that you set up on the summary: changes follow by themselves.",
    file: "By a job of your own: authio export, then authio import.",
  },
  {
    what: "Looking at it first",
    token: "In the review, before anything is written.",
    file: "Also offline: the file can be read, compared and kept.",
  },
];

const columns = "grid grid-cols-2 gap-x-4 gap-y-1 px-4 sm:grid-cols-[13rem_minmax(0,1fr)_minmax(0,1fr)]";

/** Both ways side by side, on narrow screens too: a point's name then stands above them. */
export function TokenOrFile() {
  return (
    <Card>
      <div
        aria-hidden
        className={`${columns} rounded-t-lg border-border border-b bg-muted py-2 font-medium text-muted-foreground text-xs`}
      >
        <span className="hidden sm:inline" />
        <span>Token</span>
        <span>File</span>
      </div>
      <ul aria-label="Token or file" className="divide-y divide-border text-sm">
        {points.map(({ what, token, file }) => (
          <li key={what} className={`${columns} py-2`}>
            <span className="col-span-2 font-medium sm:col-span-1">{what}</span>
            <span>
              <span className="sr-only">Token: </span>
              {token}
            </span>
            <span>
              <span className="sr-only">File: </span>
              {file}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
