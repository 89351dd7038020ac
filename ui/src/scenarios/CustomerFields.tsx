// What is known of a scenario's customer: a field for each attribute, of its type.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KnownName } from "../bindings/KnownName";
import type { Words } from "../bindings/Words";
import { call } from "../bridge";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { useVocabulary } from "../state/vocabulary";
import type { LineProps } from "./ScenarioEditor";

const PREFIX = "customer.";

export function CustomerFields({ part, set }: Omit<LineProps, "remove">) {
  const { words } = useText();
  const vocabulary = useVocabulary();
  const [wrong, setWrong] = useState<{ name: string; why: Words } | null>(null);
  const known = vocabulary?.names.filter(({ path }) => path.startsWith(PREFIX)) ?? [];
  const worth = (name: string) => part.values.find((it) => it.name === name)?.value;
  const change = async (name: string, value: string) => {
    const others = part.values.filter((it) => it.name !== name);
    const values = value === "" ? others : [...others, { name, value }];
    values.sort((a, b) => (a.name < b.name ? -1 : 1));
    const written = await call("write_line", { ...part, values });
    setWrong(written.wrong && { name, why: written.wrong });
    if (!written.wrong) await set(written.text);
  };
  return (
    <div
      data-customer-fields
      className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-4 gap-y-2"
    >
      {known.map((of) => {
        const name = of.path.slice(PREFIX.length);
        return (
          <div key={of.path} className="flex flex-col gap-0.5">
            <span className="truncate text-xs text-soft">{words(of.label)}</span>
            <OneValue of={of} value={worth(name) ?? ""} onChange={(value) => void change(name, value)} />
            {wrong?.name === name && <p className="text-xs text-error">{words(wrong.why)}</p>}
          </div>
        );
      })}
    </div>
  );
}

function OneValue({
  of,
  value,
  onChange,
}: {
  of: KnownName;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const { words } = useText();
  const label = words(of.label);
  const none = { value: "", label: t("inspector.notSet") };
  if (of.type === "boolean") {
    const said = ["true", "false"].map((value) => ({ value, label: t(`tests.${value}`) }));
    return (
      <Select
        label={label}
        value={value}
        options={[none, ...said]}
        placeholder={none.label}
        onChange={onChange}
      />
    );
  }
  if (of.type === "category") {
    const all = of.values.map((value) => ({ value, label: value }));
    return (
      <Select
        label={label}
        value={value}
        options={[none, ...all]}
        placeholder={none.label}
        onChange={onChange}
      />
    );
  }
  return <TextField label={label} value={value} placeholder={words(of.kind)} onChange={onChange} />;
}
