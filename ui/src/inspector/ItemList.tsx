// A list of values: add at the end, remove any.
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Shape } from "../bindings/Shape";
import { RemoveButton } from "../controls/RemoveButton";
import { useSheet } from "./context";
import { Value, type ValueProps } from "./Value";

export function ItemList({ shape, label, at, value }: ValueProps<Extract<Shape, { shape: "list" }>>) {
  const { t } = useTranslation();
  const { set } = useSheet();
  const items = Array.isArray(value) ? value : [];
  const add = () => set(at, [...items, shape.start]);
  return (
    <div className={`flex flex-col ${shape.item.shape === "group" ? "gap-4" : "gap-2"}`}>
      {items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no other name than its place
          key={index}
          className="flex items-start gap-1"
        >
          <div className="min-w-0 flex-1">
            <Value shape={shape.item} label={`${label} ${index + 1}`} at={`${at}/${index}`} value={item} />
          </div>
          <RemoveButton
            label={`${t("inspector.remove")} ${label} ${index + 1}`}
            onClick={() => set(`${at}/${index}`, undefined)}
          />
        </div>
      ))}
      <button type="button" className="quiet self-start border border-dashed border-control" onClick={add}>
        <Plus size={14} />
        {t("inspector.add")}
      </button>
    </div>
  );
}
