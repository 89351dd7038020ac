// What people call an attribute and its values.
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import { useVocabulary } from "../state/vocabulary";

export function useAttribute() {
  const { t } = useTranslation();
  const { words } = useText();
  const vocabulary = useVocabulary();
  return {
    label: (name: string) => {
      const known = vocabulary?.names.find(({ path }) => path === `customer.${name}`);
      return known ? words(known.label) : name;
    },
    value: (name: string, value: string | null) => {
      if (value === null) return t("report.groups.noValue");
      const known = vocabulary?.names.find(({ path }) => path === `customer.${name}`);
      if (known?.type === "boolean") return t(value === "true" ? "inspector.yes" : "inspector.no");
      return value;
    },
  };
}
