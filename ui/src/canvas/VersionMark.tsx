// On a step that differs from the version the journey is held against: how, by sign and word; from afar by a frame and
// a sign that are still seen when the step is a block.
import { useTranslation } from "react-i18next";
import type { StepMark } from "../bindings/StepMark";
import { useText } from "../i18n/text";
import { SIGNS, TINTS } from "../report/overlay";
import { useDistance } from "./distance";

export function VersionMark({ mark: { mark, told } }: { mark: StepMark }) {
  const { t } = useTranslation();
  const { words } = useText();
  const distance = useDistance();
  if (distance !== "near")
    return (
      <span
        data-differs={mark}
        data-afar
        title={told.map(words).join("\n")}
        className={`absolute -inset-4 z-20 rounded-panel border-[12px] border-current ${TINTS[mark]}`}
      >
        <span
          aria-hidden
          className={`absolute -top-10 -left-10 grid size-20 place-items-center rounded-full border-8 border-current bg-panel leading-none font-bold ${distance === "block" ? "text-[64px]" : "text-[48px]"}`}
        >
          {SIGNS[mark]}
        </span>
        <span className="sr-only">{t(`overlay.step.${mark}`)}</span>
      </span>
    );
  return (
    <span
      data-differs={mark}
      title={told.map(words).join("\n")}
      className={`absolute -top-2.5 left-3 flex h-5 items-center gap-1 rounded-full border border-current bg-panel px-1.5 text-xs font-semibold ${TINTS[mark]}`}
    >
      <span aria-hidden>{SIGNS[mark]}</span>
      {t(`overlay.step.${mark}`)}
    </span>
  );
}
