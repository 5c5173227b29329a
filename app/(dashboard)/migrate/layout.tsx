import type { ReactNode } from "react";
import { ApiProvider } from "@/components/wizard/api-provider.tsx";

export default function MigrateLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
