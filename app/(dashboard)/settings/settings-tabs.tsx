import { PageHeader } from "@/components/ui/page-header.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";

const tabs = [
  { key: "account", label: "Account", href: "/settings/account" },
  { key: "team", label: "Team", href: "/settings/team" },
  { key: "storage", label: "Storage", href: "/settings/storage" },
] as const;

/** The head that the settings pages share. */
export function SettingsTabs({ current }: { current: (typeof tabs)[number]["key"] }) {
  return (
    <div className="mb-6">
      <PageHeader title="Settings" />
      <TabLinks label="Settings" tabs={tabs} current={current} />
    </div>
  );
}
