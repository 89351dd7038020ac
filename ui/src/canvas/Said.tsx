// What the canvas says aloud: the step one came to and by which way; while a way out is aimed, where it would lead and,
// where it may not, why. What is aimed is said for everybody to see.
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { useView } from "../state/view";
import { useAim } from "./aim";
import { useFlow } from "./flow";
import { inOutline } from "./regions";
import { bringIntoView, useCame } from "./walking";

export function Said() {
  const aiming = useAim((aim) => aim.wire !== null);
  return aiming ? <Aimed /> : <Came />;
}

function Came() {
  const { t } = useTranslation();
  const { step: name, way } = useNames();
  const [one, more] = useView((view) => view.selected);
  const by = useCame((came) => came.by);
  const edges = useJourney((journey) => journey.opened?.drawing.edges);
  const led = by && edges?.[by.from]?.[by.port] === one;
  const text =
    !one || more || inOutline()
      ? ""
      : led
        ? t("walk.behind", { step: name(one), from: name(by.from), way: way(by.from, by.port) })
        : name(one);
  return (
    <output aria-live="polite" className="sr-only" data-said>
      {text}
    </output>
  );
}

function Aimed() {
  const { t } = useTranslation();
  const { words } = useText();
  const flow = useFlow();
  const { step: name, way } = useNames();
  const { wire, rules, order, at } = useAim();
  const to = order[at];
  useEffect(() => {
    if (to) bringIntoView(flow, to);
  }, [flow, to]);
  const refused = to ? rules?.refused[to] : undefined;
  const text = useMemo(() => {
    if (!wire) return "";
    const leads = t("walk.aim", { from: name(wire.from), way: way(wire.from, wire.port) });
    if (!rules) return leads;
    if (!to) return `${leads} ${t("walk.nowhere")}`;
    return refused ? `${leads} → ${name(to)}: ${words(refused)}` : `${leads} → ${name(to)}`;
  }, [wire, rules, to, refused, name, way, words, t]);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 z-20 flex justify-center">
      <p
        className={`flex max-w-xl items-center gap-3 rounded-panel border bg-raised px-3 py-1.5 text-sm ${
          refused ? "border-error text-error" : "border-accent"
        }`}
      >
        <output aria-live="assertive" data-said>
          {text}
        </output>
        <span className="shrink-0 text-xs text-soft">{t("walk.help")}</span>
      </p>
    </div>
  );
}
