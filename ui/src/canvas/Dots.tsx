// The dots of the grid: one pattern, larger than the canvas by a square on each side, shifted by whole pixels.
import { useStore } from "@xyflow/react";

/** Three squares of the grid that things snap to. */
const GAP = 24;
/** Closer together on the screen than this, dots are noise. */
const CLOSEST = 14;

export function Dots() {
  const x = useStore((flow) => flow.transform[0]);
  const y = useStore((flow) => flow.transform[1]);
  const gap = useStore((flow) => gapAt(flow.transform[2]));
  const rest = (offset: number) => Math.round(offset - gap * Math.floor(offset / gap));
  const pattern = {
    inset: -gap,
    backgroundImage: "radial-gradient(currentColor 0.75px, transparent 1.25px)",
    backgroundSize: `${gap}px ${gap}px`,
    // A dot is the middle of its square, and stands where things snap to.
    backgroundPosition: `${gap / 2}px ${gap / 2}px`,
    transform: `translate(${rest(x)}px, ${rest(y)}px)`,
  };
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden" aria-hidden>
      <div data-dots className="absolute text-line" style={pattern} />
    </div>
  );
}

/** Returns how far dots are apart on the screen: every second, fourth … is shown from afar. */
export function gapAt(zoom: number): number {
  let gap = GAP * zoom;
  while (gap < CLOSEST) gap *= 2;
  return gap;
}
