// An empty canvas is an instruction: the ways in, one click each.
import { useTranslation } from "react-i18next";
import { KindTile } from "../controls/Kind";
import { useText } from "../i18n/text";
import { useAdd } from "../palette/useAdd";
import { usePalette } from "../state/palette";

export function EmptyCanvas() {
  const { t } = useTranslation();
  const { words } = useText();
  const palette = usePalette();
  const add = useAdd();
  const entries = palette?.kinds.filter((kind) => !kind.way_in) ?? [];
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center-safe overflow-auto">
      <div className="pointer-events-auto w-96 max-w-full rounded-panel border border-dashed border-control bg-panel p-6">
        <h2 className="text-base font-semibold">{t("canvas.emptyTitle")}</h2>
        <p className="mb-4 text-soft">{t("canvas.emptyHelp")}</p>
        {entries.map((kind) => (
          <button
            key={kind.id}
            type="button"
            onClick={() => add(kind.id)}
            className="mt-2 flex w-full items-center gap-3 rounded-control border border-line p-2 text-left hover:border-accent"
          >
            <KindTile kind={kind.id} category={kind.category} />
            <span>
              <span className="block font-medium">{words(kind.title)}</span>
              <span className="block text-xs text-soft">{words(kind.help)}</span>
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
