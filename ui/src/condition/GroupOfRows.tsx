// Rows that belong together: how they are joined, each of them, and the ways to add more.
import { Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { RemoveButton } from "../controls/RemoveButton";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { OneRow } from "./OneRow";
import { added, type Group, type Held, MOST_GROUPS, newGroup, newRow, placeOf, replaced } from "./rows";
import type { Rows } from "./useRows";

interface Props {
  label: string;
  empty?: string;
  rows: Rows;
  group: Group;
  /** Its place among the others: in the outermost group, in the group there, and so on. */
  at: number[];
  onRemove?: () => void;
}

/** The four ways of joining: all or any, as they are or turned around. */
const JOINTS = {
  all: [true, false],
  any: [false, false],
  notAll: [true, true],
  none: [false, true],
} as const;
type Joint = keyof typeof JOINTS;
const WAYS = Object.keys(JOINTS) as Joint[];

export function GroupOfRows({ label, empty, rows, group, at, onRemove }: Props) {
  const { t } = useTranslation();
  const { words } = useText();
  const more = useRef<HTMLButtonElement>(null);
  const root = rows.root as Group;
  const named = at.length === 0 ? label : t("condition.groupAt", { label, place: placeOf(at) });
  const add = (line: Held) => {
    const next = added(root, group.id, line);
    void rows.change(next);
  };
  const remove = (id: number) => {
    void rows.change(replaced(root, id, () => null));
    more.current?.focus();
  };
  const join = (joint: string) => {
    const [all, not] = JOINTS[joint as Joint];
    const change = (held: Held) => (held.is === "group" ? { ...held, all, not } : held);
    void rows.change(at.length === 0 ? { ...root, all, not } : replaced(root, group.id, change));
  };
  const tooMuch = at.length === 0 && rows.unfinished.find((unfinished) => unfinished.at.length === 0);
  const joint = WAYS.find((way) => JOINTS[way][0] === group.all && JOINTS[way][1] === group.not);
  return (
    <fieldset aria-label={named} className="flex min-w-0 flex-col gap-2">
      {group.lines.length === 0 && empty ? (
        <p className="text-soft">{empty}</p>
      ) : (
        <div className="flex min-h-6 items-center justify-between">
          <span className="-ml-1.5">
            <Select
              slim
              label={t("condition.joint", { label: named })}
              value={joint ?? "all"}
              options={WAYS.map((way) => ({ value: way, label: t(`condition.${way}`) }))}
              onChange={join}
            />
          </span>
          {onRemove && <RemoveButton label={t("condition.remove", { label: named })} onClick={onRemove} />}
        </div>
      )}
      {group.lines.length > 0 && (
        <div className="flex min-w-0 flex-col gap-3 border-l-2 border-line pl-2">
          {group.lines.map((line, place) => {
            const here = { label, rows, at: [...at, place], onRemove: () => remove(line.id) };
            return line.is === "group" ? (
              <GroupOfRows key={line.id} group={line} {...here} />
            ) : (
              <OneRow key={line.id} row={line} {...here} />
            );
          })}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <button
          ref={more}
          type="button"
          aria-label={t("condition.addRowTo", { label: named })}
          className="quiet border border-dashed border-control text-xs"
          onClick={() => add(newRow())}
        >
          <Plus size={13} />
          {t("condition.addRow")}
        </button>
        {at.length + 1 < MOST_GROUPS && group.lines.length > 0 && (
          <button
            type="button"
            aria-label={t("condition.addGroupTo", { label: named })}
            className="quiet border border-dashed border-control text-xs"
            onClick={() => add(newGroup(group))}
          >
            <Plus size={13} />
            {t("condition.addGroup")}
          </button>
        )}
      </div>
      {tooMuch && <p className="text-xs text-error">{words(tooMuch.why)}</p>}
    </fieldset>
  );
}
