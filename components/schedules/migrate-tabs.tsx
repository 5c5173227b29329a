import { TabLinks } from "@/components/ui/tab-links.tsx";

/** The two lists of imports: those that were started, and those that start by themselves. */
export function MigrateTabs({ current }: { current: "imports" | "schedules" }) {
  return (
    <div className="mb-4">
      <TabLinks
        label="Imports and schedules"
        current={current}
        tabs={[
          { key: "imports", label: "Imports", href: "/migrate" },
          { key: "schedules", label: "Schedules", href: "/migrate/schedules" },
        ]}
      />
    </div>
  );
}
