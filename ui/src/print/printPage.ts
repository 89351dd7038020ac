// A sheet for printers: one element instead of everything else, on paper of its own size. In the window it becomes a
// PDF file at the place that the system's dialog names; a browser prints it by its own means.
import { call } from "../bridge";
import { useView } from "../state/view";
import { sheetSize } from "./sheet";

interface Sheet {
  /** What its file is offered to be called. */
  name: string;
  /** In pixels. */
  width: number;
  height: number;
}

/** Prints a picture alone; what is larger than paper can be is made smaller. */
export async function printPicture(content: Element, sheet: Sheet) {
  const { width, height } = sheetSize(sheet);
  const page = newPaper();
  page.append(document.importNode(content, true));
  const shown = page.firstElementChild;
  shown?.setAttribute("width", String(width));
  shown?.setAttribute("height", String(height));
  await printPaper(page, { name: sheet.name, width, height });
}

/** Returns empty paper; there is only one. */
export function newPaper(): HTMLElement {
  document.getElementById("sheet")?.remove();
  const page = document.createElement("div");
  page.id = "sheet";
  document.body.append(page);
  return page;
}

/** Prints what stands on the paper, and takes it away. */
export async function printPaper(page: HTMLElement, { name, width, height }: Sheet) {
  const paper = new CSSStyleSheet();
  paper.replaceSync(`@page { size: ${width}px ${height}px; margin: 0 }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
  const before = document.title;
  document.title = name.replace(/\.pdf$/, "");
  try {
    await lettersOf(page);
    if (useView.getState().dialogs) await call("print_page", { name, width, height });
    else await printed(page);
  } finally {
    document.title = before;
    page.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== paper);
  }
}

/** Some browsers come back from `print` before they have printed. */
function printed(page: HTMLElement): Promise<unknown> {
  return new Promise((done) => {
    window.addEventListener("afterprint", done, { once: true });
    page.dataset.phase = "printing";
    window.print();
  });
}

/** Letters that nothing on the screen needed yet are loaded first. */
async function lettersOf(page: HTMLElement) {
  const { fontFamily } = getComputedStyle(document.body);
  const text = page.textContent ?? "";
  await Promise.all(
    ["400", "500", "600"].map((weight) => document.fonts.load(`${weight} 13px ${fontFamily}`, text)),
  );
}
