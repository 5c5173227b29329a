import { describe, expect, it } from "vitest";
import { compareStandardRoles, mapRoleByTable } from "./role-table.ts";

describe("mapRoleByTable", () => {
  it.each([
    ["owner", ["owner", "org_owner", "tenant_admin", "super_admin", "superadmin", " Owner "]],
    ["admin", ["admin", "administrator", "org_admin", "ADMIN"]],
    ["member", ["member", "user", "", "  "]],
  ] as const)("reads %s from its names", (standard, names) => {
    for (const name of names) expect(mapRoleByTable(name)).toBe(standard);
  });

  it.each(["billing", "admins", "org-admin", "constructor", "__proto__", "read_only_admin"])(
    "leaves %s a custom role",
    (role) => {
      expect(mapRoleByTable(role)).toBeNull();
    },
  );
});

describe("compareStandardRoles", () => {
  it("puts owner above admin above member", () => {
    expect((["admin", "member", "owner"] as const).toSorted(compareStandardRoles)).toEqual([
      "member",
      "admin",
      "owner",
    ]);
    expect(compareStandardRoles("admin", "admin")).toBe(0);
  });
});
