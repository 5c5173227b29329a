import { TabLinks } from "@/components/ui/tab-links.tsx";

/** The lists of imports (those that were started, and those that start by themselves), and what ids became. */
export function MigrateTabs({ current }: { current: "imports" | "schedules" | "id-map" }) {
  return (
    <div className="mb-4">
      <TabLinks
        label="Imports, schedules and ids"
        current={current}
        tabs={[
          { key: "imports", label: "Imports", href: "/migrate" },
          { key: "schedules", label: "Schedules", href: "/migrate/schedules" },
          { key: "id-map", label: "ID map", href: "/migrate/id-map" },
        ]}
      />
    </div>
  );
}
