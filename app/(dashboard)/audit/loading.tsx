import { ListLoading } from "@/components/directory/list-loading.tsx";

export default function Loading() {
  return <ListLoading title="Audit" columns={5} />;
}
