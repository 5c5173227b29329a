"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { paletteEntries } from "@/components/shell/palette-entries.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";

/** Ctrl or Cmd with K: go anywhere, search any list, without the mouse. */
export function CommandPalette() {
  const router = useRouter();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [position, setPosition] = useState(0);
  const entries = paletteEntries(text);

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((wasOpen) => !wasOpen);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);

  function type(typed: string) {
    setText(typed);
    setPosition(0);
  }

  function go(index: number) {
    const entry = entries[index];
    if (!entry) return;
    setOpen(false);
    type("");
    router.push(entry.href);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setPosition((position + step + entries.length) % entries.length);
    }
    if (event.key === "Enter") go(position);
  }

  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button className="w-full justify-start px-2 font-normal text-muted-foreground shadow-none">
          <Search aria-hidden />
          Go to or search
          <Kbd className="ml-auto" aria-hidden>
            Ctrl K
          </Kbd>
        </Button>
      </DialogTrigger>
      <DialogContent title="Go to or search" className="top-24 translate-y-0 gap-3">
        <Input
          role="combobox"
          aria-label="Place or words"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={entries[position] && `${id}-${position}`}
          placeholder="A place, a name, an address, an id…"
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
        <div id={`${id}-list`} role="listbox" aria-label="Places and searches" className="flex flex-col">
          {entries.map(({ label, href, icon: Icon }, index) => (
            <div
              key={href}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === position}
              onPointerMove={() => setPosition(index)}
              onClick={() => go(index)}
              onKeyDown={onKeyDown}
              className={cn(
                "flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm",
                index === position && "bg-accent",
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <span className="truncate">{label}</span>
            </div>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
