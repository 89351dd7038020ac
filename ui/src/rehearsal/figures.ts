// How figures are written on the screen.
import { useTranslation } from "react-i18next";
import { type Language, useView } from "../state/view";

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

export interface Figures {
  count: (value: number) => string;
  share: (value: number) => string;
  money: (value: number) => string;
  /** A length of time in its two largest units. */
  length: (ms: number) => string;
}

const tooFine = (value: number) => value > 0 && value < 0.001;

/** Returns the ways to write figures in a language; `t` gives the units of time. */
export function figuresIn(
  language: Language,
  t: (key: string, values: { count: number }) => string,
): Figures {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const small = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const unit = (name: string, value: number) => t(`length.${name}`, { count: value });
  const units: [string, number][] = [
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
    ["s", SECOND],
  ];
  const length = (ms: number) => {
    const first = units.findIndex(([, of]) => ms >= of);
    if (first < 0) return unit("s", 0);
    // Below what two units show nothing is left out silently: it is rounded.
    const least = units[first + 1]?.[1] ?? SECOND;
    const rounded = Math.floor((ms + least / 2) / least) * least;
    const shown = units.slice(units.findIndex(([, of]) => rounded >= of)).slice(0, 2);
    let rest = rounded;
    const parts = shown.flatMap(([name, of]) => {
      const count = Math.floor(rest / of);
      rest -= count * of;
      return count > 0 ? [unit(name, count)] : [];
    });
    return parts.join(language === "ja" ? "" : " ");
  };
  return {
    count: (value) => whole.format(value),
    share: (value) => (tooFine(value) ? `<${percent.format(0.001)}` : percent.format(value)),
    // From a hundred on, what is behind the point says nothing.
    money: (value) => (Math.abs(value) < 100 ? small : whole).format(value),
    length,
  };
}

export function useFigures(): Figures {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  return figuresIn(language, t);
}
