// A text that breaks between phrases; where even one phrase is too long for its line, anywhere.
import { Fragment } from "react";
import { phrasesOf } from "../i18n/phrases";

export function Phrases({ text }: { text: string }) {
  let at = 0;
  return (
    <span className="wrap-anywhere break-keep">
      {phrasesOf(text).map((phrase) => {
        at += phrase.length;
        return (
          <Fragment key={at}>
            {phrase}
            <wbr />
          </Fragment>
        );
      })}
    </span>
  );
}
