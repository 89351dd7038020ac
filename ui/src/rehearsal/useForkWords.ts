// What a change says: an answer that goes otherwise, or what is otherwise true of the customer.
import { useTranslation } from "react-i18next";
import type { StoryPart } from "../bindings/StoryPart";
import { useNames } from "../state/names";

/** Which sentence an answer is: one that nothing answers has its own. */
const sentenceOf = ({ what, with: given }: StoryPart) =>
  (what === "comes" || what === "answers") && given === "" ? `${what}_not` : what;

export function useForkWords() {
  const { t } = useTranslation();
  const names = useNames();
  /** An answer, without when it comes. */
  const answer = (part: StoryPart): string =>
    t(`fork.answer.${sentenceOf(part)}`, {
      name: part.what === "comes" ? names.way(part.of, part.with) : part.with,
    });
  /** The whole change. */
  const change = (part: StoryPart, attribute: (name: string) => string): string => {
    if (part.sort === "customer")
      return part.values
        .map(({ name, value }) =>
          value === ""
            ? t("fork.unset", { name: attribute(name) })
            : t("fork.set", { name: attribute(name), value }),
        )
        .join(t("fork.and"));
    const said = t("fork.given", { step: names.step(part.of), answer: answer(part) });
    return part.at ? t("fork.after", { said, after: part.at }) : said;
  };
  return { answer, change };
}
