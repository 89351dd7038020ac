// May the journey be published? What stands in the way, what is worth a look, and a way to each.
import { CircleAlert, CircleCheck, Eye } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Obstacle } from "../bindings/Obstacle";
import type { Remedy } from "../bindings/Remedy";
import { useText } from "../i18n/text";
import { useRehearsal } from "../rehearsal/rehearsal";
import { PAGES, useReport } from "../report/report";
import { useView } from "../state/view";
import { useReadiness } from "./useReadiness";

export function ReadinessPanel() {
  const { t } = useTranslation();
  const readiness = useReadiness();
  if (!readiness) return null;
  const { ready, items } = readiness;
  const blocking = items.filter(({ blocks }) => blocks).length;
  const told = !ready
    ? t("readiness.blocked", { count: blocking })
    : t(items.length > 0 ? "readiness.ready" : "readiness.allReady", { count: items.length });
  const Icon = ready ? CircleCheck : CircleAlert;
  return (
    <>
      <p
        data-ready={ready}
        aria-live="polite"
        className={`flex items-center gap-2 px-4 pb-2 font-semibold ${ready ? "text-success" : "text-error"}`}
      >
        <Icon size={16} aria-hidden />
        {told}
      </p>
      <ul className="min-h-0 flex-1 overflow-auto">
        {items.map((item) => (
          <Row key={`${item.code} ${item.text.en}`} item={item} />
        ))}
      </ul>
    </>
  );
}

function Row({ item }: { item: Obstacle }) {
  const { t } = useTranslation();
  const { words } = useText();
  const { blocks, code, text, place } = item;
  const Icon = blocks ? CircleAlert : Eye;
  return (
    <li data-obstacle={code} className="flex items-center gap-2 border-t border-line px-4 py-1.5">
      <Icon
        size={15}
        role="img"
        aria-label={t(blocks ? "readiness.blocks" : "readiness.look")}
        className={`shrink-0 ${blocks ? "text-error" : "text-soft"}`}
      />
      <span className="min-w-0 flex-1">{words(text)}</span>
      <button type="button" className="quiet border border-control" onClick={() => goTo(place)}>
        {t(wayOut(place))}
      </button>
    </li>
  );
}

/** Returns the words of the way to what is to be mended. */
function wayOut(place: Remedy): string {
  return typeof place === "string" ? `readiness.to.${place}` : "readiness.to.page";
}

function goTo(place: Remedy) {
  if (place === "problems") return useView.getState().showDrawer("problems");
  if (place === "rehearsal") return void useRehearsal.getState().begin(true);
  if (place === "tests") return useView.getState().showDrawer("tests");
  const page = PAGES.find((name) => name === place.page);
  if (page) useReport.getState().open(page);
}
