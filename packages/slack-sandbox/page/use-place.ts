import { useEffect, useState } from "react";
import { readPlace, writePlace, type Place } from "./place.js";

/** Keeps the place in the address, so that a reload and the back button keep it too. */
export function usePlace(): readonly [Place, (place: Place, how?: "push" | "replace") => void] {
  const [place, setPlace] = useState(() => readPlace(location.search));
  useEffect(() => {
    const onBack = () => setPlace(readPlace(location.search));
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, []);
  const go = (next: Place, how: "push" | "replace" = "push") => {
    if (how === "push") history.pushState(undefined, "", writePlace(next));
    else history.replaceState(undefined, "", writePlace(next));
    setPlace(next);
  };
  return [place, go];
}
