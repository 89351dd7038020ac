// The report of the last whole rehearsal, page by page.
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRehearsal } from "../rehearsal/rehearsal";
import { ExportMenu } from "./export/ExportMenu";
import { Versions } from "./pages/Versions";
import { WhatIf } from "./pages/WhatIf";
import { isOwn, PAGES, type PageName, useReport } from "./report";
import { VIEWS } from "./views";

export function ReportView({ page }: { page: PageName }) {
  const { t } = useTranslation();
  const whole = useRehearsal((rehearsal) => rehearsal.whole);
  const numbers = useRehearsal((rehearsal) => rehearsal.numbers);
  const stale = useRehearsal((rehearsal) => rehearsal.stale) || whole?.journey.hash !== numbers?.journey.hash;
  if (isOwn(page)) {
    return (
      <div className="flex min-h-0 flex-1 bg-panel">
        <Contents page={page} />
        <main className="min-h-0 flex-1 overflow-auto">
          {page === "versions" ? <Versions /> : <WhatIf />}
        </main>
      </div>
    );
  }
  const View = VIEWS[page];
  return (
    <div className="flex min-h-0 flex-1 bg-panel">
      <Contents page={page} />
      <main className="min-h-0 flex-1 overflow-auto">
        {whole && stale && (
          <p className="border-b border-line bg-warning-tint px-8 py-1.5 text-warning">
            {t("report.stale")}
            <button
              type="button"
              className="quiet ml-3 border border-control"
              onClick={() => void useRehearsal.getState().begin(true)}
            >
              {t("report.again")}
            </button>
          </p>
        )}
        {whole ? <View report={whole} /> : <p className="px-8 py-8 text-soft">{t("rehearse.none")}</p>}
      </main>
    </div>
  );
}

function Contents({ page }: { page: PageName }) {
  const { t } = useTranslation();
  const open = useReport((report) => report.open);
  return (
    <nav
      aria-label={t("report.title")}
      className="flex w-52 shrink-0 flex-col gap-0.5 overflow-auto border-r border-line p-3"
    >
      <button type="button" className="quiet" onClick={() => open(null)}>
        <ArrowLeft size={15} />
        {t("report.back")}
      </button>
      <ExportMenu />
      {PAGES.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === page ? "page" : undefined}
          className={`rounded-control px-2 py-1 text-left hover:bg-sunken ${
            name === page ? "bg-accent-tint font-semibold" : ""
          }`}
          onClick={() => open(name)}
        >
          {t(`report.page.${name}`)}
        </button>
      ))}
    </nav>
  );
}
