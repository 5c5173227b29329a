import { Skeleton } from "@/components/ui/skeleton.tsx";

/** A page about one thing before it is here. */
export function DetailLoading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading
      </p>
      <div className="mb-6 flex flex-col gap-2.5">
        <Skeleton className="w-24" />
        <Skeleton className="h-6 w-64 max-w-full" />
        <Skeleton className="w-48" />
      </div>
      <div className="flex flex-col gap-4">
        <Skeleton className="h-48 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </>
  );
}
