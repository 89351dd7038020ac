// Stretches of a week: a small picture, the grid to paint them in, and the list for what is not whole hours.
import { Dialog } from "@base-ui/react/dialog";
import { CalendarClock, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Shape } from "../bindings/Shape";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { useSheet } from "../inspector/context";
import { ItemList } from "../inspector/ItemList";
import type { ValueProps } from "../inspector/Value";
import { type Cells, cellsOf, DAYS, stretchesOf } from "./cells";
import { WeekGrid } from "./WeekGrid";

export function WeekField({ shape, label, at, value }: ValueProps<Extract<Shape, { shape: "week" }>>) {
  const { t } = useTranslation();
  const { set } = useSheet();
  const cells = cellsOf(value);
  const list = <ItemList shape={{ ...shape, shape: "list" }} label={label} at={at} value={value} />;
  if (!cells)
    return (
      <div className="flex flex-col gap-2">
        <p className="text-xs text-soft">{t("week.listed")}</p>
        {list}
      </div>
    );
  const paint = (painted: Cells) => set(at, stretchesOf(painted) as unknown as JsonValue);
  return (
    <Dialog.Root>
      <Dialog.Trigger
        aria-label={t("week.open", { label })}
        className="group flex flex-col gap-1.5 rounded-control border border-control p-2 text-left hover:border-accent"
      >
        <Small cells={cells} />
        <span className="flex items-center gap-1.5 text-xs text-soft group-hover:text-ink">
          <CalendarClock size={13} />
          {t("week.paint")}
        </span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[90vh] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-panel border border-line bg-raised p-6 shadow-lg">
          <header className="mb-1 flex items-center justify-between">
            <Dialog.Title className="text-base font-semibold">{label}</Dialog.Title>
            <Dialog.Close className="quiet" aria-label={t("week.close")}>
              <X size={16} />
            </Dialog.Close>
          </header>
          <Dialog.Description className="mb-4 text-soft">{t("week.help")}</Dialog.Description>
          <WeekGrid label={label} cells={cells} onPaint={paint} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The week at a glance. */
function Small({ cells }: { cells: Cells }) {
  return (
    <span aria-hidden className="grid w-full gap-px">
      {DAYS.map((day, row) => (
        <span key={day} className="grid h-1.5 grid-cols-24 gap-px">
          {cells[row]?.map((on, hour) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour has no other name
            <span key={hour} className={on ? "bg-accent" : "bg-sunken"} />
          ))}
        </span>
      ))}
    </span>
  );
}
