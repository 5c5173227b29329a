import { sentenceCase } from "@/components/directory/status-badges.tsx";

/** The role that counts, and the others the source gave beside it. */
export function RoleNames(props: { role: string; roles: readonly string[]; isDirectoryManaged: boolean }) {
  const others = props.roles.filter((role) => role !== props.role);
  return (
    <>
      {sentenceCase(props.role)}
      {others.length > 0 && <span className="text-muted-foreground"> with {others.join(", ")}</span>}
      {props.isDirectoryManaged && (
        <span className="block text-muted-foreground text-xs">Set by its directory</span>
      )}
    </>
  );
}
