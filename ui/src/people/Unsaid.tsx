// What is not said here: what that means, and the way to say it.
import { useTranslation } from "react-i18next";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { type Fields, useSheet } from "../inspector/context";

/** A persona does as the others do, until it is given a copy of its own. */
export function Same({ at, copy, label }: { at: string; copy: JsonValue; label: string }) {
  const { t } = useTranslation();
  const { set } = useSheet();
  return (
    <Unsaid
      said={t("people.sameAsOthers")}
      doing={t("people.differ")}
      about={label}
      act={() => set(at, copy)}
    />
  );
}

interface AddProps {
  at: string;
  /** What stands there already. */
  map: Fields;
  name: string;
  value: JsonValue | undefined;
  said: string;
  doing: string;
}

/** An attribute without a spread. */
export function Add({ at, map, name, value, said, doing }: AddProps) {
  const { t } = useTranslation();
  const { set } = useSheet();
  if (value === undefined) return <p className="text-xs text-soft">{t("people.noValues")}</p>;
  return (
    <Unsaid
      said={said}
      doing={doing}
      about={name}
      act={() => set(at, { ...map, [name]: value } as JsonValue)}
    />
  );
}

/** Takes a spread away. */
export function Take({ at, said }: { at: string; said: string }) {
  const { set } = useSheet();
  return (
    <button type="button" className="quiet -ml-2 text-xs text-soft" onClick={() => set(at, undefined)}>
      {said}
    </button>
  );
}

function Unsaid(props: { said: string; doing: string; about: string; act: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-3 text-xs text-soft">
      {props.said}
      <button
        type="button"
        aria-label={`${props.doing}: ${props.about}`}
        className="quiet border border-dashed border-control"
        onClick={props.act}
      >
        {props.doing}
      </button>
    </p>
  );
}
