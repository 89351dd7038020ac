// A journey in small: its boxes in the hues of their categories, and the lines between them.
import type { Sketch as Drawn } from "../bindings/Sketch";
import { hue } from "../controls/Kind";

const [WIDTH, HEIGHT] = [232, 96];

export function Sketch({ sketch }: { sketch: Drawn }) {
  const right = Math.max(...sketch.boxes.map((box) => box.x + WIDTH));
  const bottom = Math.max(...sketch.boxes.map((box) => box.y + HEIGHT));
  const left = Math.min(...sketch.boxes.map((box) => box.x));
  const top = Math.min(...sketch.boxes.map((box) => box.y));
  return (
    <svg aria-hidden className="size-full" viewBox={`${left} ${top} ${right - left} ${bottom - top}`}>
      {sketch.lines.map(([from, to]) => {
        const [start, end] = [sketch.boxes[from], sketch.boxes[to]];
        if (!start || !end) return null;
        const [x1, y1, x2, y2] = [start.x + WIDTH, start.y + HEIGHT / 2, end.x, end.y + HEIGHT / 2];
        const bend = Math.max(40, Math.abs(x2 - x1) / 2);
        const way = `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
        return <path key={`${from}-${to}`} d={way} fill="none" stroke="var(--line)" strokeWidth={10} />;
      })}
      {sketch.boxes.map((box) => (
        <rect
          key={`${box.x},${box.y}`}
          x={box.x}
          y={box.y}
          width={WIDTH}
          height={HEIGHT}
          rx={20}
          fill={hue(box.category)}
        />
      ))}
    </svg>
  );
}
