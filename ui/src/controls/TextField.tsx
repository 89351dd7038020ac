// One text, on one line or on several.
import type { ChangeEvent } from "react";
import { useDraft } from "./useDraft";

interface Props {
  id?: string;
  label: string;
  value: string;
  lines?: boolean;
  placeholder?: string | undefined;
  list?: string | undefined;
  invalid?: boolean;
  className?: string;
  onChange: (text: string) => void;
  /** Hears of the text while it is typed. */
  onTyped?: (text: string) => void;
}

export function TextField(props: Props) {
  const { onChange, ...draft } = useDraft(props.value, props.onChange, props.onTyped);
  const shared = {
    ...draft,
    id: props.id,
    "aria-label": props.label,
    "aria-invalid": props.invalid || undefined,
    placeholder: props.placeholder,
    spellCheck: false,
    className: `${props.className ?? "field"} ${props.invalid ? "border-error" : ""}`,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value),
  };
  if (props.lines) return <textarea rows={4} {...shared} />;
  return <input type="text" list={props.list} {...shared} />;
}
