// A guardian as its sentence: the rule is chosen, its blanks are filled in where they stand, in the order of the language.
import { useTranslation } from "react-i18next";
import type { Field } from "../bindings/Field";
import type { Label } from "../bindings/Label";
import { RemoveButton } from "../controls/RemoveButton";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText, withText } from "../i18n/text";
import { asFields, SheetContext } from "../inspector/context";
import { Labeled } from "../inspector/Labeled";
import { Value } from "../inspector/Value";
import { useJourney } from "../state/journey";
import { usePalette } from "../state/palette";
import { blanksOf, guardianFields, rulesOf } from "./shapes";
import { useSettingsSheet } from "./useSettingsSheet";

export function GuardianEditor({ index }: { index: number }) {
  const { t } = useTranslation();
  const { words, label, language } = useText();
  const palette = usePalette();
  const sheet = useSettingsSheet();
  const all = useJourney((journey) => journey.opened?.drawing.settings.guardians);
  const guardian = asFields(Array.isArray(all) ? all[index] : undefined);
  const at = `/guardians/${index}`;
  const rules = rulesOf(palette?.settings);
  const [tag, filled] = Object.entries(asFields(guardian.rule))[0] ?? ["", undefined];
  const rule = rules.find((known) => known.tag === tag);
  const when = guardianFields(palette?.settings).find(({ key }) => key === "when");
  const problems = sheet.findings.filter((found) => found.field?.startsWith(`/settings${at}`));
  const name = guardian.name as Label | undefined;
  return (
    <SheetContext value={sheet}>
      <section data-guardian-editor className="flex flex-col gap-3 p-4">
        <div className="flex items-end gap-2">
          <div className="flex-1">
            <Labeled label={t("tests.why")}>
              <TextField
                label={t("tests.why")}
                value={label(name)}
                onChange={(text) => sheet.set(`${at}/name`, withText(name, language, text) as never)}
              />
            </Labeled>
          </div>
          <RemoveButton label={t("tests.removeGuardian")} onClick={() => sheet.set(at, undefined)} />
        </div>
        <Labeled label={t("tests.rule")}>
          <Select
            label={t("tests.rule")}
            value={tag}
            options={rules.map((known) => ({ value: known.tag, label: words(known.words) }))}
            onChange={(next) => {
              const chosen = rules.find((known) => known.tag === next);
              if (chosen && next !== tag) void sheet.set(`${at}/rule`, chosen.start);
            }}
          />
        </Labeled>
        <Labeled label={t("tests.sentence")} problems={problems}>
          <div
            data-sentence
            className="flex flex-wrap items-center gap-x-2 gap-y-3 rounded-control bg-sunken p-3"
          >
            {pieces(t(`tests.rules.${tag}`)).map(({ text, blank }) => {
              const field = blanksOf(rule).find(({ key }) => key === blank);
              return field ? (
                <Blank
                  key={blank}
                  field={field}
                  at={`${at}/rule/${tag}`}
                  value={asFields(filled)[field.key]}
                />
              ) : (
                <span key={text}>{text}</span>
              );
            })}
          </div>
        </Labeled>
        {when && (
          <Labeled label={t("tests.whom")} help={words(when.help)}>
            <Value
              shape={when.shape}
              label={t("tests.whom")}
              at={`${at}/when`}
              value={guardian.when}
              optional
            />
          </Labeled>
        )}
      </section>
    </SheetContext>
  );
}

function Blank({ field, at, value }: { field: Field; at: string; value: unknown }) {
  const { t } = useTranslation();
  const { words } = useText();
  const shape = field.shape.shape;
  const wide = ["list", "week", "one_of"].includes(shape);
  const none = field.key === "channel" || field.key === "calendar" ? t(`tests.none.${field.key}`) : undefined;
  return (
    <div
      data-blank={field.key}
      title={words(field.label)}
      className={wide ? "min-w-64 grow" : shape === "number" ? "w-20" : "w-48"}
    >
      <Value
        shape={field.shape}
        label={words(field.label)}
        at={`${at}/${field.key}`}
        value={(value ?? field.default ?? undefined) as never}
        optional={field.optional}
        {...(none && { none })}
      />
    </div>
  );
}

/** Cuts a sentence at its blanks, written {so}. */
function pieces(sentence: string): { text: string; blank: string }[] {
  return sentence
    .split(/(\{\w+\})/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "")
    .map((piece) =>
      piece.startsWith("{") ? { text: "", blank: piece.slice(1, -1) } : { text: piece, blank: "" },
    );
}
