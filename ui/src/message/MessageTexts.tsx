// The texts of a message in one language: typed with variables, and shown as sample customers read them.
import { useRef } from "react";
import type { Shape } from "../bindings/Shape";
import { asFields, useSheet } from "../inspector/context";
import { FieldList } from "../inspector/FieldList";
import type { ValueProps } from "../inspector/Value";
import { Preview } from "./Preview";
import { Variables } from "./Variables";

type Props = ValueProps<Extract<Shape, { shape: "texts" }>>;

type Typed = HTMLInputElement | HTMLTextAreaElement;

export function MessageTexts({ shape, at, value, label }: Props) {
  const { values } = useSheet();
  const typed = useRef<Typed | null>(null);
  const host = useRef<HTMLFieldSetElement>(null);
  const { subject, body } = asFields(value);
  const language = at.slice(at.lastIndexOf("/") + 1);
  const insert = (path: string) => {
    const field = typed.current?.isConnected ? typed.current : host.current?.querySelector("textarea");
    if (field) putAt(field, `{{${path}}}`);
  };
  return (
    <fieldset
      ref={host}
      aria-label={label}
      className="flex min-w-0 flex-col gap-3 border-l border-line pl-3"
      onFocusCapture={({ target }) => {
        if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)
          typed.current = target;
      }}
    >
      <Variables onChoose={insert} />
      <FieldList fields={shape.fields} at={at} values={asFields(value)} />
      <Preview
        texts={{
          language,
          subject: typeof subject === "string" ? subject : null,
          body: typeof body === "string" ? body : "",
        }}
        short={values.channel === "sms"}
      />
    </fieldset>
  );
}

/** Types a text at the caret, so that it is kept and taken back like any other typing. */
function putAt(field: Typed, text: string) {
  field.focus();
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
