"use client";

import { LoaderCircle, Search } from "lucide-react";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";

const waitMs = 250;

/**
 * Writes what is typed into the address (`?q=`), a moment after the last key, and drops the page cursors that
 * belonged to the old words. The server does the searching.
 */
export function SearchInput(props: {
  label: string;
  placeholder?: string;
  param?: string;
  className?: string;
}) {
  const param = props.param ?? "q";
  const router = useRouter();
  const pathname = usePathname();
  const searchParams = useSearchParams();
  const inAddress = searchParams.get(param) ?? "";
  const [text, setText] = useState(inAddress);
  const [isPending, startTransition] = useTransition();
  /** What we have put into the address and it may not show yet; the last is what was asked for last. */
  const sent = useRef([inAddress]);

  // "Back" changes the address without a key being pressed.
  useEffect(() => {
    const position = sent.current.indexOf(inAddress);
    if (position >= 0) {
      // A slow answer to an earlier word must not undo what was typed since.
      sent.current = sent.current.slice(position);
    } else {
      sent.current = [inAddress];
      setText(inAddress);
    }
  }, [inAddress]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current.at(-1)) return;
    const timer = setTimeout(() => {
      sent.current.push(wanted);
      const next = new URLSearchParams(searchParams);
      next.delete("after");
      next.delete("before");
      if (wanted) next.set(param, wanted);
      else next.delete(param);
      const query = next.toString();
      const address = (query ? `${pathname}?${query}` : pathname) as Route;
      startTransition(() => router.replace(address, { scroll: false }));
    }, waitMs);
    // Who follows a link meanwhile wants to be there, not back here.
    const giveWay = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("a")) clearTimeout(timer);
    };
    document.addEventListener("click", giveWay, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", giveWay, true);
    };
  }, [text, param, pathname, router, searchParams]);

  const Icon = isPending ? LoaderCircle : Search;
  return (
    <search className={cn("relative w-full sm:w-80", props.className)}>
      <Icon
        aria-hidden
        className={cn(
          "pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground",
          isPending && "animate-spin",
        )}
      />
      <Input
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder ?? props.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-8"
        autoComplete="off"
        spellCheck={false}
      />
    </search>
  );
}
