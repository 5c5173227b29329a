"use client";

import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { TableSkeleton } from "@/components/ui/skeleton.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";

type ListQuery = { data: unknown; error: unknown; refetch: () => unknown };

/** A list while it loads, when it failed, when it is empty; else its children. */
export function ListStates(props: {
  query: ListQuery;
  isEmpty: boolean;
  emptyTitle: string;
  emptyText?: ReactNode;
  children: ReactNode;
}) {
  if (!props.query.data) {
    if (props.query.error) {
      return <ErrorAlert error={props.query.error} onRetry={() => void props.query.refetch()} />;
    }
    return (
      <>
        <p role="status" className="sr-only">
          Loading
        </p>
        <TableSkeleton rows={8} columns={4} />
      </>
    );
  }
  if (props.isEmpty) {
    return (
      <EmptyState title={props.emptyTitle} className="py-10">
        {props.emptyText}
      </EmptyState>
    );
  }
  return props.children;
}
