// Filling sheets of paper: elements flow onto as many as they need. Tables and lists are broken between their rows,
// with their heads again on top; headings stay with what follows them.

/** What may be broken; anything else goes whole onto the next sheet. */
const BREAKS = new Set(["ARTICLE", "DIV", "SECTION", "UL", "OL", "DL", "TABLE", "TBODY"]);
/** A heading needs this share of a sheet below it. */
const ROOM: Record<string, number> = { H1: 0.3, H2: 0.22, H3: 0.16 };

/** How high a heading with its help is, and the room on a sheet, in pixels of its texts. */
const HEADING = 64;
const SHEET = (1122 - 96) / 0.8;

/** Returns the sheets that hold some elements, in their order; each is put into the paper as it is begun. */
export function fill(paper: HTMLElement, contents: readonly Element[]): HTMLElement[] {
  const sheets: HTMLElement[] = [];
  /** The open elements, from the sheet's own down to the one that is being filled. */
  let open: Element[] = [];
  let body: HTMLElement;

  const begin = () => {
    // What was opened here and holds nothing yet is opened on the next sheet alone.
    for (const shell of open.slice(1).reverse()) if (!holds(shell)) shell.remove();
    const sheet = document.createElement("section");
    sheet.className = "sheet";
    body = document.createElement("main");
    const content = document.createElement("div");
    body.append(content);
    sheet.append(body);
    paper.append(sheet);
    sheets.push(sheet);
    open = [content, ...open.slice(1).map(shellOf)];
    open.slice(1).forEach((shell, place) => {
      open[place]?.append(shell);
    });
  };
  const inner = () => open.at(-1) as Element;
  const used = () => {
    const [all, top] = [body.getBoundingClientRect(), open[0]?.getBoundingClientRect()];
    return top && all.height > 0 ? top.height / all.height : 0;
  };
  const isFresh = () => !holds(open[0] as Element);

  const put = (element: Element) => {
    if (used() > 1 - roomBelow(element) && !isFresh()) begin();
    const copy = element.cloneNode(true) as Element;
    inner().append(copy);
    if (used() <= 1) return;
    copy.remove();
    if (BREAKS.has(element.tagName) && element.children.length > 0) {
      const shell = shellOf(element);
      inner().append(shell);
      open.push(shell);
      for (const child of element.children) if (child.tagName !== "THEAD") put(child);
      const last = open.pop();
      if (last && last.children.length === 0) last.remove();
      return;
    }
    // What is higher than a sheet stays on one of its own.
    if (!isFresh()) begin();
    inner().append(copy);
  };

  begin();
  contents.forEach(put);
  return sheets;
}

/** Whether an element shows anything but the heads of tables. */
const holds = (element: Element) => element.querySelector("td, li, p, dt, h1, h2, h3, img") !== null;

/** Returns the share of a sheet that an element needs for itself and what belongs right below it. */
function roomBelow(element: Element): number {
  const room = ROOM[element.tagName];
  if (room === undefined) return 0;
  let next = element.nextElementSibling;
  while (next?.tagName === "P") next = next.nextElementSibling;
  // A picture is as high as it says; it stands below its heading, on the same sheet.
  const picture = next instanceof HTMLImageElement ? Number.parseFloat(next.style.height) : 0;
  return Math.max(room, picture > 0 ? (picture + HEADING) / SHEET : 0);
}

/** Returns an element without what is in it; a table keeps its heads. */
function shellOf(element: Element): Element {
  const shell = element.cloneNode(false) as Element;
  const head = element.tagName === "TABLE" ? element.querySelector(":scope > thead") : null;
  if (head) shell.append(head.cloneNode(true));
  return shell;
}

/** Shortens the tables and lists of an element; `more` says how many lines are left out. */
export function shorten(element: Element, rows: number, more: (left: number) => string) {
  for (const list of element.querySelectorAll("tbody, article ul, article ol")) {
    const left = [...list.children].slice(rows);
    if (left.length === 0) continue;
    for (const line of left) line.remove();
    const note = document.createElement("p");
    note.className = "text-xs text-soft";
    note.textContent = more(left.length);
    (list.closest("table") ?? list).after(note);
  }
}
