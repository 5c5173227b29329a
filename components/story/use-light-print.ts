"use client";

import { useEffect } from "react";

/** Prints in the light palette: paper is white, and browsers leave dark grounds out but not light letters. */
export function useLightPrint() {
  useEffect(() => {
    const { classList } = document.documentElement;
    let wasDark = false;
    const lighten = () => {
      wasDark = classList.contains("dark");
      classList.remove("dark");
    };
    const restore = () => {
      if (wasDark) classList.add("dark");
    };
    window.addEventListener("beforeprint", lighten);
    window.addEventListener("afterprint", restore);
    return () => {
      window.removeEventListener("beforeprint", lighten);
      window.removeEventListener("afterprint", restore);
    };
  }, []);
}
