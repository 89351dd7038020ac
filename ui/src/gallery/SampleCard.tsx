// A sample in the gallery: its picture, what it is for, what comes of it, what one learns from it.
import { GraduationCap, Target } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Sample } from "../bindings/Sample";
import { useText } from "../i18n/text";
import { Sketch } from "./Sketch";

/** Brings the samples into sight, the first in the hand. */
export function focusSamples() {
  const first = document.querySelector<HTMLElement>("[data-sample]");
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "center" });
}

export function SampleCard({ sample, onPick }: { sample: Sample; onPick: () => void }) {
  const { t } = useTranslation();
  const { label, words } = useText();
  return (
    <button
      type="button"
      data-sample={sample.id}
      onClick={onPick}
      className="flex flex-col overflow-hidden rounded-panel border border-line bg-panel text-left transition-colors duration-120 hover:border-accent"
    >
      <span className="block h-32 w-full border-b border-line bg-canvas p-3">
        <Sketch sketch={sample.sketch} />
      </span>
      <span className="flex flex-col gap-2 p-4">
        <span className="flex items-baseline justify-between gap-3">
          <span className="font-semibold">{label(sample.name)}</span>
          <span className="shrink-0 text-xs text-soft">
            {t("gallery.steps", { count: sample.sketch.boxes.length })}
          </span>
        </span>
        <span className="line-clamp-2 text-xs text-soft">{label(sample.note)}</span>
        <Fact icon={<Target size={14} />} name={t("gallery.result")} text={words(sample.result)} />
        <Fact icon={<GraduationCap size={14} />} name={t("gallery.teaches")} text={words(sample.teaches)} />
      </span>
    </button>
  );
}

function Fact({ icon, name, text }: { icon: ReactNode; name: string; text: string }) {
  return (
    <span className="flex items-start gap-2 text-xs">
      <span aria-hidden className="mt-0.5 text-accent">
        {icon}
      </span>
      <span>
        <span className="mr-1.5 font-medium">{name}</span>
        {text}
      </span>
    </span>
  );
}
