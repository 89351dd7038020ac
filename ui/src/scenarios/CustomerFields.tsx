// What is known of a scenario's customer: a field for each attribute. Several lines may say it; each value is changed
// in the line that has it.
import { useState } from "react";
import type { StoryPart } from "../bindings/StoryPart";
import type { Words } from "../bindings/Words";
import { call } from "../bridge";
import { useText } from "../i18n/text";
import { useAttributes } from "./useAttributes";
import { ValueFields } from "./ValueFields";
import { lineOf, withValue } from "./values";

interface Props {
  parts: StoryPart[];
  set: (part: StoryPart, text: string) => Promise<boolean>;
}

export function CustomerFields({ parts, set }: Props) {
  const { words } = useText();
  const known = useAttributes();
  const [wrong, setWrong] = useState<{ name: string; why: Words } | null>(null);
  const change = async (name: string, value: string) => {
    const part = lineOf(parts, name);
    if (!part) return;
    const written = await call("write_line", { ...part, values: withValue(part.values, name, value) });
    setWrong(written.wrong && { name, why: written.wrong });
    if (!written.wrong) await set(part, written.text);
  };
  return (
    <div data-customer-fields>
      <ValueFields
        known={known}
        held={parts.flatMap(({ values }) => values)}
        wrong={wrong && { name: wrong.name, why: words(wrong.why) }}
        change={(name, value) => void change(name, value)}
      />
    </div>
  );
}
