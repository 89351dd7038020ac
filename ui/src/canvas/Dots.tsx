// The dots of the grid: a sheet larger than the canvas by one square, painted when the zoom changes and then only
// shifted, by whole pixels. A pattern that the browser paints anew at every frame takes half of all frames, where no
// graphics card helps.
import { useStore } from "@xyflow/react";
import { useEffect, useRef } from "react";

/** Three squares of the grid that things snap to. */
const GAP = 24;
/** Closer together on the screen than this, dots are noise. */
const CLOSEST = 14;

export function Dots() {
  const x = useStore((flow) => flow.transform[0]);
  const y = useStore((flow) => flow.transform[1]);
  const gap = useStore((flow) => gapAt(flow.transform[2]));
  const rest = (offset: number) => Math.round(offset - gap * Math.floor(offset / gap) - gap);
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden" aria-hidden>
      <div className="absolute top-0 left-0" style={{ transform: `translate(${rest(x)}px, ${rest(y)}px)` }}>
        <Sheet gap={gap} />
      </div>
    </div>
  );
}

function Sheet({ gap }: { gap: number }) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const width = useStore((flow) => Math.ceil(flow.width + 2 * gap));
  const height = useStore((flow) => Math.ceil(flow.height + 2 * gap));
  useEffect(() => {
    const canvas = sheet.current;
    if (!canvas) return;
    const paint = () => paintDots(canvas, width, height, gap);
    paint();
    // The color is the page's own, so the sheet is painted anew with the theme.
    const themes = new MutationObserver(paint);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => themes.disconnect();
  }, [gap, width, height]);
  return <canvas ref={sheet} data-dots className="text-line" style={{ width, height }} />;
}

function paintDots(canvas: HTMLCanvasElement, width: number, height: number, gap: number) {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const fine = window.devicePixelRatio;
  [canvas.width, canvas.height] = [width * fine, height * fine];
  pen.scale(fine, fine);
  pen.fillStyle = getComputedStyle(canvas).color;
  pen.beginPath();
  for (let left = gap; left < width; left += gap)
    for (let top = gap; top < height; top += gap) pen.rect(left - 0.75, top - 0.75, 1.5, 1.5);
  pen.fill();
}

/** Returns how far dots are apart on the screen: every second, fourth … is shown from afar. */
export function gapAt(zoom: number): number {
  let gap = GAP * zoom;
  while (gap < CLOSEST) gap *= 2;
  return gap;
}
