import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton.tsx";

/** A list page before its rows are here, laid out like the real one. */
export function ListLoading({ title, columns }: { title: string; columns: number }) {
  return (
    <>
      <PageHeader title={title} description={<Skeleton className="my-0.5 w-72 max-w-full" />} />
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="mb-3 h-8 w-full sm:w-80" />
      <TableSkeleton columns={columns} />
    </>
  );
}
