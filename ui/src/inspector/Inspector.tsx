// The settings of the selected step, or of the journey where none is selected.
import { Copy, FlaskConical, Trash2, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field } from "../bindings/Field";
import type { Opened } from "../bindings/Opened";
import { useFlow } from "../canvas/flow";
import { KindTile } from "../controls/Kind";
import { TextField } from "../controls/TextField";
import { duplicateSelection, removeSelection, writeStep } from "../designer/gestures";
import { HelpButton } from "../help/HelpButton";
import { useText, withText } from "../i18n/text";
import { openPeople } from "../people/people";
import { useJourney } from "../state/journey";
import { useKind, usePalette } from "../state/palette";
import { useView } from "../state/view";
import { type Fields, type Sheet, SheetContext } from "./context";
import { FieldList } from "./FieldList";
import { FrameSheet } from "./FrameSheet";
import { useJourneySheet } from "./journeySheet";
import { Labeled } from "./Labeled";
import { Several } from "./Several";
import { WaysOut } from "./WaysOut";

export function Inspector() {
  const { t } = useTranslation();
  const opened = useJourney((journey) => journey.opened);
  const selected = useView((view) => view.selected);
  const [one, more] = selected;
  const [frame] = useView((view) => view.framed);
  if (!opened) return null;
  const step = one && !more && opened.drawing.nodes[one] ? one : null;
  return (
    <aside data-inspector aria-label={t("inspector.title")} className="min-w-0 flex-1 overflow-auto bg-panel">
      {more ? (
        <Several steps={selected} />
      ) : step ? (
        <StepSheet key={step} id={step} opened={opened} />
      ) : frame ? (
        <FrameSheet key={frame} id={frame} opened={opened} />
      ) : (
        <JourneySheet opened={opened} />
      )}
    </aside>
  );
}

function StepSheet({ id, opened }: { id: string; opened: Opened }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const { words, label } = useText();
  const edit = useJourney((journey) => journey.edit);
  const step = opened.drawing.nodes[id];
  const card = opened.cards[id];
  const kind = useKind(step?.kind);
  if (!step || !card) return null;
  const sheet: Sheet = {
    values: step.config ?? {},
    findings: opened.findings.filter((found) => found.node === id),
    root: "/config",
    node: id,
    set: (pointer, value) => edit({ edit: "set_config", node: id, pointer, value: value ?? null }),
  };
  return (
    <SheetContext value={sheet}>
      <header className="flex items-start gap-3 border-b border-line p-4">
        <KindTile kind={step.kind} category={card.category} />
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">{words(card.title)}</h2>
          {words(card.sentence) && <p className="font-medium">{words(card.sentence)}</p>}
          <p className="text-xs text-soft">{kind && words(kind.help)}</p>
        </div>
        <HelpButton page={step.kind} />
      </header>
      <div className="flex flex-col gap-4 p-4">
        <Labeled label={t("inspector.name")}>
          <TextField
            label={t("inspector.name")}
            value={label(step.name)}
            onChange={(text) => writeStep(id, "name", text)}
          />
        </Labeled>
        {kind && <FieldList fields={kind.form} at="" values={sheet.values} />}
        <WaysOut id={id} card={card} opened={opened} />
        <OwnFields id={id} opened={opened} />
        <Labeled label={t("inspector.note")}>
          <TextField
            lines
            label={t("inspector.note")}
            value={label(step.note)}
            onChange={(text) => writeStep(id, "note", text)}
          />
        </Labeled>
        <div className="flex gap-2 border-t border-line pt-3">
          <button type="button" className="quiet" onClick={duplicateSelection}>
            <Copy size={15} />
            {t("inspector.duplicate")}
          </button>
          <button type="button" className="quiet text-error" onClick={() => removeSelection(flow, "cut")}>
            <Trash2 size={15} />
            {t("inspector.delete")}
          </button>
        </div>
      </div>
    </SheetContext>
  );
}

/** What every step has: its stage, what a pass costs and is worth, what it asks of the customer. */
function OwnFields({ id, opened }: { id: string; opened: Opened }) {
  const { t } = useTranslation();
  const palette = usePalette();
  const edit = useJourney((journey) => journey.edit);
  const step = opened.drawing.nodes[id];
  if (!palette || !step) return null;
  const { stage, cost, value, effort } = step;
  const values: Fields = { stage, cost, value, effort };
  const sheet: Sheet = {
    values,
    findings: opened.findings.filter((found) => found.node === id),
    root: "",
    node: id,
    set: (pointer, next) => edit({ edit: "set_field", node: id, pointer, value: next ?? null }),
  };
  return (
    <SheetContext value={sheet}>
      <section className="flex flex-col gap-3 border-t border-line pt-3">
        <h3 className="text-xs font-medium text-soft">{t("inspector.own")}</h3>
        <FieldList fields={palette.step} at="" values={values} />
      </section>
    </SheetContext>
  );
}

/** Sample customers, scenarios and guardians have places of their own. */
const ELSEWHERE = ["population", "scenarios", "guardians"];
const isHere = ({ key }: Field) => !ELSEWHERE.includes(key);

function JourneySheet({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const { label, language } = useText();
  const palette = usePalette();
  const edit = useJourney((journey) => journey.edit);
  const sheet = useJourneySheet(opened);
  // Sample customers have a page of their own.
  const fields = palette?.settings.filter(isHere);
  const setNote = (text: string) =>
    void edit({ edit: "set_note", note: withText(opened.drawing.note, language, text) });
  return (
    <SheetContext value={sheet}>
      <header className="border-b border-line p-4">
        <h2 className="text-base font-semibold">{t("inspector.journey")}</h2>
        <p className="text-xs text-soft">{t("inspector.journeyHelp")}</p>
      </header>
      <div className="flex flex-col gap-4 p-4">
        <Labeled label={t("inspector.note")}>
          <TextField
            lines
            label={t("inspector.note")}
            value={label(opened.drawing.note)}
            onChange={setNote}
          />
        </Labeled>
        <div className="flex flex-wrap gap-2">
          <button type="button" className="quiet border border-control" onClick={openPeople}>
            <Users size={15} />
            {t("people.open")}
          </button>
          <button
            type="button"
            className="quiet border border-control"
            onClick={() => useView.getState().showDrawer("tests")}
          >
            <FlaskConical size={15} />
            {t("tests.open")}
          </button>
        </div>
        {fields && <FieldList folded fields={fields} at="" values={sheet.values} />}
      </div>
    </SheetContext>
  );
}
