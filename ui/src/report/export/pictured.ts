// The charts of an element as images, which can be copied and printed.

/** How many dots to a pixel: enough for print. */
const SHARP = 3;
/** How long a chart may take. */
const PATIENCE = 10_000;

/** Waits until all charts of an element are drawn, and puts images into their places. */
export async function pictured(element: Element) {
  const charts = [...element.querySelectorAll<HTMLElement>("[data-chart]")];
  if (charts.length === 0) return;
  const { getInstanceByDom } = await import("../echarts");
  await Promise.all(charts.map(drawn));
  for (const chart of charts) {
    const image = document.createElement("img");
    const { clientWidth, clientHeight } = chart;
    image.src = getInstanceByDom(chart)?.getDataURL({ pixelRatio: SHARP, backgroundColor: "#fff" }) ?? "";
    image.alt = chart.getAttribute("aria-label") ?? "";
    image.style.width = `${clientWidth}px`;
    image.style.height = `${clientHeight}px`;
    chart.replaceWith(image);
  }
}

async function drawn(chart: HTMLElement) {
  const until = performance.now() + PATIENCE;
  while (chart.dataset.chart !== "drawn") {
    if (performance.now() > until) throw new Error("a chart of the report was not drawn; export it again");
    await new Promise((go) => window.setTimeout(go, 30));
  }
}
