// Which rows are in the page: those in sight, some around them, and the one that has the keys.
import { type RefObject, useEffect, useState } from "react";

/** The height of a row, as the style sheet says it. */
const REM = 1.75;
const AROUND = 12;

export function useInSight(box: RefObject<HTMLElement | null>, count: number, active: number): number[] {
  const [{ first, last }, setRange] = useState({ first: 0, last: 60 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const height = REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      // In steps, so that not every pixel draws the tree again.
      const start = Math.floor(element.scrollTop / height / AROUND) * AROUND;
      const rows = Math.ceil(element.clientHeight / height);
      const range = { first: start - AROUND, last: start + rows + 2 * AROUND };
      setRange((before) => (before.first === range.first && before.last === range.last ? before : range));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box]);
  const [start, end] = [Math.max(0, first), Math.min(count, last)];
  const shown = Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
  return active < start ? [active, ...shown] : active >= end ? [...shown, active] : shown;
}
