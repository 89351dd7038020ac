// The help beside the drawing, so that one can read and do at once: a list to search, or the page that is read.
import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Page } from "../bindings/Page";
import { HelpPage } from "./HelpPage";
import { found, useHelp, usePages } from "./help";
import { PageLink } from "./PageLink";

export function HelpPanel() {
  const { t } = useTranslation();
  const pages = usePages();
  const [current] = useHelp((help) => help.trail).slice(-1);
  const page = pages.find((page) => page.id === current);
  return (
    <aside aria-label={t("help.title")} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      {page ? <HelpPage key={page.id} page={page} pages={pages} /> : <List pages={pages} />}
    </aside>
  );
}

function List({ pages }: { pages: Page[] }) {
  const { t } = useTranslation();
  const query = useHelp((help) => help.query);
  const here = found(pages, query);
  const groups = {
    works: here.filter(({ about }) => about === "work"),
    kinds: here.filter(({ about }) => about !== "work" && "kind" in about),
    findings: here.filter(({ about }) => about !== "work" && "finding" in about),
  };
  return (
    <>
      <div className="relative p-3">
        <Search size={14} className="pointer-events-none absolute top-5 left-5 text-soft" />
        <input
          type="search"
          data-help-start
          aria-label={t("help.search")}
          placeholder={t("help.search")}
          value={query}
          onChange={(event) => useHelp.setState({ query: event.target.value })}
          className="field pl-7"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-2 pb-4">
        {(["works", "kinds", "findings"] as const).map(
          (group) =>
            groups[group].length > 0 && (
              <section key={group} className="mb-3">
                <h2 className="px-2 py-1 text-xs font-medium text-soft">{t(`help.${group}`)}</h2>
                {groups[group].map((page) => (
                  <PageLink key={page.id} page={page} />
                ))}
              </section>
            ),
        )}
        {pages.length > 0 && here.length === 0 && <p className="px-2 text-soft">{t("help.none")}</p>}
      </div>
    </>
  );
}
