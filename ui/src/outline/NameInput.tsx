// A step's name, typed in its place. Enter keeps it, Escape does not.
import { useTranslation } from "react-i18next";
import { isComposing } from "../controls/useDraft";
import { writeStep } from "../designer/gestures";
import { useOutline } from "./outline";

export function NameInput({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: who asks to rename wants to type
      autoFocus
      defaultValue={name}
      aria-label={t("inspector.name")}
      spellCheck={false}
      className="field h-6 min-h-0 min-w-0 flex-1 px-1 py-0"
      onFocus={(event) => event.target.select()}
      onBlur={(event) => {
        if (event.target.value !== name) writeStep(id, "name", event.target.value);
        useOutline.setState({ renaming: false });
      }}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === "Escape") event.currentTarget.value = name;
        if (event.key !== "Escape" && event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        useOutline.setState({ renaming: false });
        // The line takes the keys back; leaving the field is what keeps the name.
        event.currentTarget.closest<HTMLElement>("[role=treeitem]")?.focus();
      }}
    />
  );
}
