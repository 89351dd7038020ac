// On a step that differs from the version the journey is held against: how, by sign and word.
import { useTranslation } from "react-i18next";
import type { StepMark } from "../bindings/StepMark";
import { useText } from "../i18n/text";
import { SIGNS, TINTS } from "../report/overlay";

export function VersionMark({ mark: { mark, told } }: { mark: StepMark }) {
  const { t } = useTranslation();
  const { words } = useText();
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
