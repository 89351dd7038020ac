// First step: choose or drop one file of customers, one of events, or both; see how each is read, and say otherwise.
import { FileSpreadsheet, FileUp } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Encoding } from "../bindings/Encoding";
import type { FileLook } from "../bindings/FileLook";
import type { RowsOf } from "../bindings/RowsOf";
import type { Separator } from "../bindings/Separator";
import { RemoveButton } from "../controls/RemoveButton";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useView } from "../state/view";
import { Footer } from "./Footer";
import { useIntake } from "./intake";

const ENDINGS = ".csv,.tsv,.tab,.jsonl,.ndjson,.gz,.xlsx,.parquet";
const ENCODINGS: Encoding[] = ["utf-8", "cp932", "utf-16le", "utf-16be"];
const SEPARATORS: Separator[] = ["comma", "semicolon", "tab", "bar"];
const KINDS: RowsOf[] = ["customers", "events"];

export function FileStep() {
  const { t } = useTranslation();
  const { files, go, choose, add } = useIntake();
  const dialogs = useView((view) => view.dialogs);
  const input = useRef<HTMLInputElement>(null);
  const open = () => (dialogs ? void choose() : input.current?.click());
  const empty = files.some(({ look }) => look.rows === 0);
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-5">
        <button
          type="button"
          data-choose
          onClick={open}
          className="flex min-h-32 shrink-0 flex-col items-center justify-center gap-2 rounded-panel border border-dashed border-control p-6 text-center hover:border-accent"
        >
          <FileUp size={22} className="text-accent" />
          <span className="font-semibold">{t(files.length > 0 ? "intake.another" : "intake.choose")}</span>
          <span className="text-xs text-soft">{t("intake.chooseHelp")}</span>
        </button>
        <input
          ref={input}
          type="file"
          accept={ENDINGS}
          hidden
          aria-label={t("intake.choose")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void add(file);
          }}
        />
        {files.map(({ look }) => (
          <OneFile key={look.file} look={look} />
        ))}
        <p className="mt-auto text-xs text-soft">{t("intake.stays")}</p>
      </div>
      <Footer
        next={t("intake.toColumns")}
        disabled={files.length === 0 || empty}
        onNext={() => go("columns")}
      />
    </>
  );
}

function OneFile({ look }: { look: FileLook }) {
  const { t } = useTranslation();
  const { language } = useText();
  const { lookAgain, drop } = useIntake();
  const reading = { encoding: look.encoding, separator: look.separator };
  const count = (number: number) => number.toLocaleString(language);
  return (
    <section
      className="rounded-panel border border-line bg-panel p-4"
      aria-label={look.name}
      data-file={look.of}
    >
      <div className="mb-3 flex items-start gap-3">
        <FileSpreadsheet size={18} className="mt-0.5 shrink-0 text-accent" />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold wrap-anywhere">{look.name}</h3>
          <p className="text-xs text-soft">
            {t("intake.size", { rows: count(look.rows), columns: count(look.columns.length) })}
          </p>
        </div>
        <RemoveButton label={`${t("intake.remove")} ${look.name}`} onClick={() => drop(look.file)} />
      </div>
      <div className="grid grid-cols-3 gap-4">
        <Row label={t("intake.of")}>
          <Select
            label={t("intake.of")}
            value={look.of}
            options={KINDS.map((value) => ({ value, label: t(`intake.rowsOf.${value}`) }))}
            onChange={(of) => void lookAgain(look.file, reading, of as RowsOf)}
          />
        </Row>
        {look.separator && (
          <>
            <Row label={t("intake.encoding")}>
              <Select
                label={t("intake.encoding")}
                value={look.encoding}
                options={ENCODINGS.map((value) => ({ value, label: t(`intake.encodings.${value}`) }))}
                onChange={(encoding) =>
                  void lookAgain(look.file, { ...reading, encoding: encoding as Encoding }, look.of)
                }
              />
            </Row>
            <Row label={t("intake.separator")}>
              <Select
                label={t("intake.separator")}
                value={look.separator}
                options={SEPARATORS.map((value) => ({ value, label: t(`intake.separators.${value}`) }))}
                onChange={(separator) =>
                  void lookAgain(look.file, { ...reading, separator: separator as Separator }, look.of)
                }
              />
            </Row>
          </>
        )}
      </div>
      {look.headless && <p className="mt-3 text-xs text-warning">{t("intake.headless")}</p>}
      {look.rows === 0 && <p className="mt-3 text-xs text-error">{t("intake.noRows")}</p>}
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <span className="mb-0.5 block text-xs font-medium">{label}</span>
      {children}
    </div>
  );
}
