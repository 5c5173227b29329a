"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { Brand } from "@/components/shell/brand.tsx";
import { Navigation } from "@/components/shell/navigation.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet.tsx";

/** The navigation below 768 px: a button that opens it along the left edge. */
export function NarrowNavigation() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Sheet open={isOpen} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Open navigation">
          <Menu aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent title="Navigation" isTitleHidden className="w-64">
        <div className="flex h-8 items-center">
          <Brand />
        </div>
        <Navigation onNavigate={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
