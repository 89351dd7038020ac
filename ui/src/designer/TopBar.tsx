// Back, name, whether it is kept, undo and redo, tidy, save.
import {
  ArrowLeft,
  Check,
  History,
  Loader,
  PanelLeft,
  PanelRight,
  Redo2,
  Rows3,
  Save,
  Search,
  TriangleAlert,
  Undo2,
  WandSparkles,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActionMenu } from "../actions/ActionMenu";
import { useFlow } from "../canvas/flow";
import { TextField } from "../controls/TextField";
import { useText, withText } from "../i18n/text";
import { usePanels } from "../panels/panels";
import { ReadinessButton } from "../readiness/ReadinessButton";
import { RehearseButton } from "../rehearsal/RehearseButton";
import { openSearch } from "../search/search";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { leave } from "./leave";
import { saveFile } from "./saveFile";
import { tidy } from "./tidy";

export function TopBar() {
  const { t } = useTranslation();
  const { label, language } = useText();
  const { opened, edit, undo, redo } = useJourney();
  const flow = useFlow();
  const lanes = useView((view) => view.lanes);
  if (!opened) return null;
  const name = label(opened.drawing.name);
  const rename = (text: string) => {
    void edit({ edit: "rename", name: withText(opened.drawing.name, language, text) });
  };
  const titled = (key: string, step: typeof opened.undo) =>
    step === null ? t(`bar.${key}`) : t(`bar.${key}Step`, { step: label(step) });
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-1 border-b border-line bg-panel px-2">
      <button
        type="button"
        className="quiet"
        aria-label={t("bar.back")}
        title={t("bar.back")}
        onClick={leave}
      >
        <ArrowLeft size={18} />
      </button>
      <ActionMenu />
      <PanelButton panel="palette" icon={<PanelLeft size={16} />} />
      <TextField
        label={t("bar.name")}
        value={name}
        onChange={rename}
        className="field-sizing-content max-w-96 min-w-32 rounded-control border border-transparent bg-transparent px-2 py-1 text-base font-semibold hover:border-line focus:border-control"
      />
      <KeptState />
      <span className="flex-1" />
      <button
        type="button"
        className="quiet"
        disabled={opened.undo === null}
        aria-label={titled("undo", opened.undo)}
        title={titled("undo", opened.undo)}
        onClick={undo}
      >
        <Undo2 size={17} />
      </button>
      <button
        type="button"
        className="quiet"
        disabled={opened.redo === null}
        aria-label={titled("redo", opened.redo)}
        title={titled("redo", opened.redo)}
        onClick={redo}
      >
        <Redo2 size={17} />
      </button>
      <span className="mx-1 h-5 w-px bg-line" />
      <button
        type="button"
        className="quiet"
        aria-label={t("actions.search")}
        title={t("actions.search")}
        onClick={openSearch}
      >
        <Search size={16} />
      </button>
      <button
        type="button"
        className="quiet"
        aria-label={t("actions.history")}
        title={t("actions.history")}
        onClick={() => useView.getState().toggle("history")}
      >
        <History size={16} />
      </button>
      <button
        type="button"
        className={`quiet ${lanes ? "bg-accent-tint text-accent" : ""}`}
        aria-pressed={lanes}
        aria-label={t("actions.lanes")}
        title={t("actions.lanes")}
        onClick={() => useView.getState().showLanes(!lanes)}
      >
        <Rows3 size={16} />
      </button>
      <button type="button" className="quiet" onClick={() => void tidy(flow)}>
        <WandSparkles size={16} />
        {t("bar.tidy")}
      </button>
      <button type="button" className="quiet" onClick={() => void saveFile()}>
        <Save size={16} />
        {t("bar.saveFile")}
      </button>
      <ReadinessButton />
      <RehearseButton />
      <PanelButton panel="inspector" icon={<PanelRight size={16} />} />
    </header>
  );
}

function PanelButton({ panel, icon }: { panel: "palette" | "inspector"; icon: ReactNode }) {
  const { t } = useTranslation();
  const shown = usePanels((panels) => !panels.hidden.includes(panel));
  const name = t(`actions.${panel}Panel`);
  return (
    <button
      type="button"
      className="quiet"
      aria-pressed={shown}
      aria-label={name}
      title={name}
      onClick={() => usePanels.getState().toggle(panel)}
    >
      {icon}
    </button>
  );
}

function KeptState() {
  const { t } = useTranslation();
  const kept = useJourney((journey) => journey.kept);
  const file = useJourney((journey) => journey.opened?.file);
  const [Icon, tint] = {
    saved: [Check, "text-success"] as const,
    saving: [Loader, "text-soft"] as const,
    refused: [TriangleAlert, "text-error"] as const,
  }[kept];
  return (
    <span className="flex shrink-0 items-center gap-1 text-xs whitespace-nowrap text-soft" data-kept={kept}>
      <Icon size={14} className={tint} />
      <output>{t(`bar.${kept}`)}</output>
      {file && <span className="ml-2 max-w-60 truncate">{file}</span>}
    </span>
  );
}
