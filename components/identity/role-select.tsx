"use client";

import { Select, SelectContent, SelectItem, SelectTrigger } from "@/components/ui/select.tsx";

export type Role = "admin" | "member";

/** Administrator or member. Takes a `Field`'s control, or an `aria-label`. */
export function RoleSelect({
  value,
  onChange,
  disabled,
  ...control
}: {
  value: Role;
  onChange: (role: Role) => void;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}) {
  return (
    <Select value={value} onValueChange={(next) => onChange(next === "admin" ? "admin" : "member")}>
      <SelectTrigger {...control} disabled={disabled} className="w-40"></SelectTrigger>
      <SelectContent>
        <SelectItem value="admin">Administrator</SelectItem>
        <SelectItem value="member">Member</SelectItem>
      </SelectContent>
    </Select>
  );
}
