// One question on two lines: what it is about; how it compares, and with what. What is missing stands under it.
import { CircleHelp } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../bindings/Asked";
import type { KnownName } from "../bindings/KnownName";
import type { KnownOperator } from "../bindings/KnownOperator";
import type { Operator } from "../bindings/Operator";
import { RemoveButton } from "../controls/RemoveButton";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useVocabulary } from "../state/vocabulary";
import { RowValues } from "./RowValues";
import { about, comparing, type Group, placeOf, type Row, replaced } from "./rows";
import type { Rows } from "./useRows";

interface Props {
  label: string;
  rows: Rows;
  row: Row;
  at: number[];
  onRemove: () => void;
}

export function OneRow({ label, rows, row, at, onRemove }: Props) {
  const { t } = useTranslation();
  const { words } = useText();
  const vocabulary = useVocabulary();
  const first = useRef<HTMLButtonElement>(null);
  const [helped, setHelped] = useState(false);
  const why = useId();
  const { asked } = row;
  // A row that is new is where one goes on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it comes
  useEffect(() => {
    if (asked.attribute === "") first.current?.focus();
  }, []);
  const name = rows.names.find(({ path }) => path === asked.attribute);
  const offered = (of: KnownName | undefined) => (of && vocabulary?.operators[of.type]) ?? [];
  const operator = offered(name).find((known) => known.name === asked.operator);
  const open = rows.unfinished.find((unfinished) => unfinished.at.join() === at.join());
  const isTouched = row.kept !== null || asked.values.some((value) => value !== "");
  const named = t("condition.rowAt", { label, place: placeOf(at) });
  const tree = (next: Asked) => replaced(rows.root as Group, row.id, () => ({ ...row, asked: next }));
  const choose = (path: string) => {
    const next = rows.names.find((known) => known.path === path);
    if (next) void rows.change(tree(about(asked, next, name, offered(next))));
  };
  const compare = (next: string) => void rows.change(tree(comparing(asked, next as Operator, offered(name))));
  return (
    <fieldset aria-label={named} aria-describedby={open && why} className="flex min-w-0 flex-col gap-1">
      <div className="flex min-w-0 items-center gap-1">
        <div className="min-w-0 flex-1">
          <Select
            ref={first}
            label={t("condition.what", { label: named })}
            value={asked.attribute}
            options={withOther(rows.names.map(optionOf), asked.attribute)}
            placeholder={t("inspector.choose")}
            onChange={choose}
          />
        </div>
        {name && (
          <button
            type="button"
            aria-expanded={helped}
            aria-label={t("condition.help", { label: named })}
            className="grid size-6 shrink-0 place-items-center text-soft hover:text-ink"
            onClick={() => setHelped(!helped)}
          >
            <CircleHelp size={13} />
          </button>
        )}
        <RemoveButton label={t("condition.remove", { label: named })} onClick={onRemove} />
      </div>
      {name && (
        <div className="flex min-w-0 flex-wrap gap-1">
          <div className={isShort(operator) ? "min-w-0 flex-[1_1_96px]" : "min-w-0 basis-full"}>
            <Select
              label={t("condition.compares", { label: named })}
              value={asked.operator ?? ""}
              options={offered(name).map((known) => ({ value: known.name, label: words(known.words) }))}
              placeholder={t("inspector.choose")}
              onChange={compare}
            />
          </div>
          {operator && (
            <RowValues
              label={named}
              takes={operator.takes}
              name={name}
              values={asked.values}
              invalid={open !== undefined && row.kept !== null}
              onChange={(values) => void rows.change(tree({ ...asked, values }))}
              onTyped={(values) => rows.type(tree({ ...asked, values }))}
            />
          )}
        </div>
      )}
      {helped && name && <Help name={name} operator={operator} />}
      {open && (
        <p id={why} className={`text-xs ${isTouched ? "text-warning" : "text-soft"}`}>
          {words(open.why)}
          {row.kept && ` ${t("condition.asBefore")}`}
        </p>
      )}
    </fieldset>
  );

  function optionOf(known: KnownName) {
    const [root] = known.path.split(".");
    const said = words(known.label);
    const context = root === "event" || root === "context";
    return { value: known.path, label: context ? t(`condition.${root}`, { name: said }) : said };
  }
}

/** What stands there is always among the choices, also where it is not known. */
function withOther(options: { value: string; label: string }[], value: string) {
  const there = value === "" || options.some((option) => option.value === value);
  return there ? options : [{ value, label: value }, ...options];
}

/** Whether comparison and value stand on one line. */
const isShort = (operator: KnownOperator | undefined) => operator?.takes === "one";

function Help({ name, operator }: { name: KnownName; operator: KnownOperator | undefined }) {
  const { words } = useText();
  return (
    <div className="flex flex-col gap-1 text-xs text-soft">
      <p>
        <code>{name.path}</code> · {words(name.kind)}
        {name.values.length > 0 && `: ${name.values.join(", ")}`}
      </p>
      {operator && words(operator.help) && <p>{words(operator.help)}</p>}
    </div>
  );
}
