// The dots of the grid: a sheet larger than the canvas by one square, which is moved and not painted anew while the
// drawing is moved. A window without a graphics card paints a pattern of its size three times slower.
import { useStore } from "@xyflow/react";

/** Three squares of the grid that things snap to. */
const GAP = 24;
/** Closer together on the screen than this, dots are noise. */
const CLOSEST = 14;

export function Dots() {
  const x = useStore((flow) => flow.transform[0]);
  const y = useStore((flow) => flow.transform[1]);
  const zoom = useStore((flow) => flow.transform[2]);
  const gap = gapAt(zoom);
  const rest = (offset: number) => (((offset - gap / 2) % gap) + gap) % gap;
  const radius = Math.min(1.5, Math.max(0.75, 0.75 * zoom));
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden" aria-hidden>
      <div
        data-dots
        className="absolute will-change-transform"
        style={{
          inset: -gap,
          backgroundImage: `radial-gradient(circle, var(--line) ${radius}px, transparent ${radius + 0.5}px)`,
          backgroundSize: `${gap}px ${gap}px`,
          transform: `translate(${rest(x)}px, ${rest(y)}px)`,
        }}
      />
    </div>
  );
}

/** Returns how far dots are apart on the screen: every second, fourth … is shown from afar. */
export function gapAt(zoom: number): number {
  let gap = GAP * zoom;
  while (gap < CLOSEST) gap *= 2;
  return gap;
}
