// The two switches that every screen has.
import { useTranslation } from "react-i18next";
import { Select } from "../controls/Select";
import { type Language, type Theme, useView } from "../state/view";

const LANGUAGES = [
  { value: "ja", label: "日本語" },
  { value: "en", label: "English" },
];

export function LanguageAndTheme() {
  const { t } = useTranslation();
  const { language, theme, setLanguage, setTheme } = useView();
  const themes = ["system", "light", "dark"].map((value) => ({ value, label: t(`status.${value}`) }));
  return (
    <>
      <Select
        slim
        label={t("status.theme")}
        value={theme}
        options={themes}
        onChange={(value) => setTheme(value as Theme)}
      />
      <Select
        slim
        label={t("status.language")}
        value={language}
        options={LANGUAGES}
        onChange={(value) => setLanguage(value as Language)}
      />
    </>
  );
}
