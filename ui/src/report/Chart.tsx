// A picture of figures. What it shows stands in the table beside it, so to who cannot see it, it is its name.
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";
import { useView } from "../state/view";

/** The colors of pictures, read from the page, so that they follow the theme. */
export interface Colors {
  ink: string;
  soft: string;
  line: string;
  accent: string;
  panel: string;
  good: string;
  bad: string;
  warning: string;
}

const colorsAt = (element: Element): Colors => {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"),
    soft: of("--soft"),
    line: of("--line"),
    accent: of("--accent"),
    panel: of("--panel"),
    good: of("--success"),
    bad: of("--error"),
    warning: of("--warning"),
  };
};

interface Props {
  /** What it shows, in words. */
  name: string;
  height: number;
  option: (colors: Colors) => EChartsCoreOption;
}

export function Chart({ name, height, option }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useView((view) => view.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colors
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let chart: EChartsType | null = null;
    let gone = false;
    const draw = () => {
      const colors = colorsAt(element);
      chart?.setOption({ ...base(colors), ...option(colors) }, true);
    };
    void import("./echarts").then(({ init }) => {
      if (gone) return;
      chart = init(element, null, { renderer: "canvas" });
      chart.on("finished", () => {
        element.dataset.chart = "drawn";
      });
      draw();
    });
    const sized = new ResizeObserver(() => chart?.resize());
    sized.observe(element);
    return () => {
      gone = true;
      sized.disconnect();
      chart?.dispose();
    };
  }, [option, theme]);
  return <div ref={box} role="img" aria-label={name} data-chart="" style={{ height }} className="w-full" />;
}

/** Quiet, without motion, in the letters of the page. */
const base = (colors: Colors): EChartsCoreOption => ({
  animation: false,
  silent: true,
  textStyle: {
    fontFamily: '"Noto Sans JP Variable", "Noto Sans JP Rare", sans-serif',
    fontSize: 12,
    color: colors.ink,
  },
  grid: { left: 8, right: 24, top: 16, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
});

/** The axis of names, and the axis of figures from zero. */
export const namesAxis = (colors: Colors, data: string[]) => ({
  type: "category",
  data,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colors.line } },
  axisLabel: { color: colors.ink, width: 200, overflow: "truncate" },
});

export const figuresAxis = (colors: Colors, formatter: (value: number) => string) => ({
  type: "value",
  min: (range: { min: number }) => Math.min(0, range.min),
  splitLine: { lineStyle: { color: colors.line } },
  axisLabel: { color: colors.soft, formatter, hideOverlap: true },
});
