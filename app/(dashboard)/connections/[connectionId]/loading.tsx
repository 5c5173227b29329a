import { DetailLoading } from "@/components/directory/detail-loading.tsx";

export default function Loading() {
  return <DetailLoading />;
}
