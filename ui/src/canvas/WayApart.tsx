// On a wire: how it differs from the version before, and by how many customers.
import { useTranslation } from "react-i18next";
import type { WayMark } from "../bindings/WayMark";
import { SIGNS, TINTS } from "../report/overlay";
import { useApart } from "../report/useApart";

export function WayApart({ way, x, y }: { way: WayMark; x: number; y: number }) {
  const { t } = useTranslation();
  const { apart } = useApart();
  const { mark, gone } = way;
  return (
    <span
      data-way-differs={mark ?? "count"}
      className={`pointer-events-none absolute rounded-control border border-line bg-panel px-1 text-xs ${
        mark ? `font-semibold ${TINTS[mark]}` : "text-ink"
      }`}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
    >
      {mark && `${SIGNS[mark]} ${t(`overlay.way.${mark}`)}`}
      {mark && gone && " "}
      {gone && <span className={gone.verdict === "cannot_tell" ? "text-soft" : ""}>{apart(gone)}</span>}
    </span>
  );
}
