// The designer's own words. What comes from the core brings both languages with it.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
import ja from "./ja.json";
import { isPseudo, widened } from "./pseudo";

export const i18n = i18next.createInstance();

i18n.use({ type: "postProcessor", name: "pseudo", process: widened });

void i18n.use(initReactI18next).init({
  lng: "ja",
  fallbackLng: false,
  resources: { ja: { translation: ja }, en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
  postProcess: isPseudo ? ["pseudo"] : [],
});
