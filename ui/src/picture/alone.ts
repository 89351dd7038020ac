// A picture that stands alone: with the letters it is written in.
import type { Drawn } from "../bindings/Drawn";
import { fontRules } from "./fonts";
import { elementsOf } from "./picture";

/**
 * Returns the SVG with its letters in it. They are put into the text: the page's policy takes no style that was not
 * served, not even in a document that nobody sees. What is put in holds no letter that would end an element.
 */
export async function standingAlone(drawn: Drawn): Promise<string> {
  const rules = await fontRules(elementsOf(drawn).textContent ?? "");
  const start = drawn.svg.indexOf(">") + 1;
  return `${drawn.svg.slice(0, start)}<style>${rules.replace(/[<&]/g, "")}</style>${drawn.svg.slice(start)}`;
}
