"use client";

import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Select, SelectContent, SelectItem, SelectTrigger } from "@/components/ui/select.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

const builtIn = ["owner", "admin", "member"];
/** Stands for "no decision": the table's or the role's own slug. */
const asIs = " ";

const byWords = {
  table: { label: "Authio's table", tone: "neutral" },
  custom: { label: "kept as custom", tone: "info" },
  decision: { label: "your decision", tone: "success" },
} as const;

/** What every role of the source becomes, with how many it concerns. */
export function RolesTab({ plan, control, isEditable }: TabProps) {
  const { roleMap } = control.decisions;
  return (
    <ListStates
      query={{ data: plan, error: null, refetch: () => {} }}
      isEmpty={plan.roleMappings.length === 0}
      emptyTitle="No membership, no role"
      emptyText="The bundle holds no memberships."
    >
      <p className="mb-3 max-w-prose text-muted-foreground text-sm">
        Owner, admin and member follow Authio's table. Any other role is kept as a custom role under its own
        slug; map it if it means the same as a built-in one. Mapping upwards gives access, and is listed as
        your decision in step 3.
      </p>
      <Table label="Role mapping">
        <TableHeader>
          <TableRow>
            <TableHead>At the source</TableHead>
            <TableHead>In the directory</TableHead>
            <TableHead>By</TableHead>
            <TableHead isNumeric>Memberships</TableHead>
            <TableHead isNumeric>Organizations</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {plan.roleMappings.map((mapping) => {
            const decided = roleMap[mapping.sourceRole];
            const by = byWords[mapping.by];
            return (
              <TableRow key={mapping.sourceRole}>
                <TableCell className="wrap-anywhere min-w-28 font-mono text-xs">
                  {mapping.sourceRole || "(none)"}
                </TableCell>
                <TableCell>
                  {isEditable && mapping.sourceRole !== "" ? (
                    <Select
                      value={decided ?? asIs}
                      onValueChange={(value) =>
                        control.edit({
                          field: "roleMap",
                          key: mapping.sourceRole,
                          value: value === asIs ? null : value,
                        })
                      }
                    >
                      <SelectTrigger
                        aria-label={`Role in the directory for ${mapping.sourceRole}`}
                        className="w-52"
                      />
                      <SelectContent>
                        <SelectItem value={asIs}>
                          {mapping.by === "decision" ? "As without a decision" : asIsLabel(mapping)}
                        </SelectItem>
                        {[...new Set([...builtIn, ...(decided ? [decided] : [])])].map((role) => (
                          <SelectItem key={role} value={role}>
                            {role}
                          </SelectItem>
                        ))}
                      </SelectContent>
                    </Select>
                  ) : (
                    mapping.role
                  )}
                </TableCell>
                <TableCell>
                  <Badge tone={decided ? "success" : by.tone}>{decided ? "your decision" : by.label}</Badge>
                </TableCell>
                <TableCell isNumeric>{formatNumber(mapping.memberships)}</TableCell>
                <TableCell isNumeric>{formatNumber(mapping.organizations)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </ListStates>
  );
}

const asIsLabel = (mapping: { role: string; by: string }) =>
  mapping.by === "custom" ? `keep ${mapping.role}` : `${mapping.role} (table)`;
