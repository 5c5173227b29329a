import { NotHere } from "@/components/shell/not-here.tsx";

export default function DashboardNotFound() {
  return <NotHere />;
}
