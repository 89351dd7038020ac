// All pages of the report as one document for paper: rendered where nobody looks, laid out on A4, and printed.
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { newPaper, printPaper } from "../../print/printPage";
import { useRehearsal } from "../../rehearsal/rehearsal";
import { useJourney } from "../../state/journey";
import { isOwn, PAGES } from "../report";
import { useReportNames } from "../useSaid";
import { VIEWS } from "../views";
import { usePrinting } from "./exportReport";
import { fill, shorten } from "./fill";
import { pictured } from "./pictured";

/** A4, in pixels of 1/96 inch. */
const A4 = { width: 794, height: 1123 };
/** Most sheets; tables are shortened until they are no more. */
const SHEETS = 12;
/** How many rows tables may have, the most first. */
const ROWS = [60, 30, 20, 14, 10, 7, 5, 3];

export function ReportPrinter() {
  const printing = usePrinting(({ printing }) => printing);
  const whole = useRehearsal((rehearsal) => rehearsal.whole);
  return printing && whole ? createPortal(<PrintedReport report={whole} />, document.body) : null;
}

function PrintedReport({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { said } = useReportNames(report);
  const draft = useRef<HTMLDivElement>(null);
  const title = said(report.journey.name) || report.journey.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is printed once
  useEffect(() => {
    const element = draft.current;
    if (!element) return;
    const name = `${title.replace(/[\\/:*?"<>|]/g, " ").trim()} ${t("report.export.file")}.pdf`;
    const more = (count: number) => t("report.export.more", { count });
    print(element, { name, title, more })
      .catch(useJourney.getState().refuse)
      .finally(() => usePrinting.setState({ printing: false }));
  }, []);
  return (
    <div ref={draft} className="paper w-[872px]" aria-hidden inert>
      <article>
        <p className="text-xs text-soft">{t("report.title")}</p>
        <h1 className="text-xl font-semibold">{title}</h1>
      </article>
      {PAGES.map((name) => {
        if (isOwn(name)) return null;
        const View = VIEWS[name];
        return <View key={name} report={report} />;
      })}
    </div>
  );
}

interface Printed {
  name: string;
  title: string;
  more: (left: number) => string;
}

async function print(draft: HTMLElement, { name, title, more }: Printed) {
  await pictured(draft);
  const paper = newPaper();
  paper.className = "paper";
  let sheets: HTMLElement[] = [];
  for (const rows of ROWS) {
    paper.replaceChildren();
    const copy = draft.cloneNode(true) as HTMLElement;
    shorten(copy, rows, more);
    sheets = fill(paper, [...copy.children]);
    if (sheets.length <= SHEETS) break;
  }
  sheets.forEach((sheet, place) => {
    const footer = document.createElement("footer");
    footer.append(span(title), span(`${place + 1} / ${sheets.length}`));
    sheet.append(footer);
  });
  await Promise.all([...paper.querySelectorAll("img")].map((image) => image.decode()));
  await printPaper(paper, { name, ...A4 });
}

function span(text: string) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}
