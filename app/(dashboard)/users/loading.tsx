import { ListLoading } from "@/components/directory/list-loading.tsx";

export default function Loading() {
  return <ListLoading title="Users" columns={6} />;
}
