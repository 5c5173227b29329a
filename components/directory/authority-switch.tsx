"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ApiError } from "@/lib/api/client.ts";
import { setAuthority } from "@/lib/api/mutations.ts";
import type { Authority } from "@/lib/api/organization-story.ts";

/** Hands an organization over, from WorkOS to Authio or back, once it is said what follows. */
export function AuthoritySwitch(props: { organizationId: string; name: string; authority: Authority }) {
  const { organizationId, name, authority } = props;
  const router = useRouter();

  async function hand(to: Authority) {
    try {
      await setAuthority(organizationId, to);
      toast.success(to === "authio" ? `Authio owns ${name} now` : `${name} follows WorkOS again`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast.error(error.message, error.whatToDo ? { description: error.whatToDo } : {});
    }
    router.refresh();
  }

  if (authority === "workos") {
    return (
      <ConfirmDialog
        trigger={<Button size="sm">Let Authio take over</Button>}
        title={`Let Authio take over ${name}?`}
        confirmLabel="Take over"
        onConfirm={() => hand("authio")}
      >
        <p>From the next import on, what changes at WorkOS no longer arrives here:</p>
        <ul className="mt-2 list-disc pl-4">
          <li>its name, domains, roles, connections, directories and invitations stay as they are now;</li>
          <li>nobody is added to it, changed or removed;</li>
          <li>the profiles and addresses of its people stay, in all of their organizations.</li>
        </ul>
        <p className="mt-2">Imports count these records as left alone. You can give it back.</p>
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Give back to WorkOS</Button>}
      title={`Give ${name} back to WorkOS?`}
      confirmLabel="Give back"
      isDanger
      onConfirm={() => hand("workos")}
    >
      <p>
        The next import makes it a mirror of WorkOS again: what was changed here since is overwritten, and a
        mirroring import removes members, connections and directories that WorkOS does not have.
      </p>
    </ConfirmDialog>
  );
}
