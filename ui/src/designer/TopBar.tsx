// Back, name, whether it is kept, undo and redo, tidy, save.
import { ArrowLeft, Check, Loader, Redo2, Save, TriangleAlert, Undo2, WandSparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ActionMenu } from "../actions/ActionMenu";
import { useFlow } from "../canvas/flow";
import { TextField } from "../controls/TextField";
import { useText, withText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { leave } from "./leave";
import { saveFile } from "./saveFile";
import { tidy } from "./tidy";

export function TopBar() {
  const { t } = useTranslation();
  const { label, language } = useText();
  const { opened, edit, undo, redo } = useJourney();
  const flow = useFlow();
  if (!opened) return null;
  const name = label(opened.drawing.name);
  const rename = (text: string) => {
    void edit({ edit: "rename", name: withText(opened.drawing.name, language, text) });
  };
  const titled = (key: string, step: typeof opened.undo) =>
    step === null ? t(`bar.${key}`) : t(`bar.${key}Step`, { step: label(step) });
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-panel px-2">
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
      <TextField
        label={t("bar.name")}
        value={name}
        onChange={rename}
        className="field-sizing-content max-w-96 min-w-48 rounded-control border border-transparent bg-transparent px-2 py-1 text-base font-semibold hover:border-line focus:border-control"
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
      <button type="button" className="quiet" onClick={() => void tidy(flow)}>
        <WandSparkles size={16} />
        {t("bar.tidy")}
      </button>
      <button type="button" className="quiet" onClick={saveFile}>
        <Save size={16} />
        {t("bar.saveFile")}
      </button>
    </header>
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
    <span className="flex items-center gap-1 text-xs text-soft" data-kept={kept}>
      <Icon size={14} className={tint} />
      <output>{t(`bar.${kept}`)}</output>
      {file && <span className="ml-2 max-w-60 truncate">{file}</span>}
    </span>
  );
}
