// The whole journey as one picture, as the core draws it, in the language and the colors of the screen.
import type { Drawn } from "../bindings/Drawn";
import { call } from "../bridge";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

/** Asks the core for the picture; null where no journey is open. */
export async function pictureNow(): Promise<Drawn | null> {
  const document = useJourney.getState().opened?.document;
  if (!document) return null;
  const { language, lanes } = useView.getState();
  const theme = window.document.documentElement.dataset.theme === "dark" ? "dark" : "light";
  return call("picture", { document, lang: language, theme, lanes });
}

/** Returns the picture as elements. What is read here is inert: it was written by the core, which escapes every text. */
export function elementsOf({ svg }: Drawn): SVGSVGElement {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (!(root instanceof SVGSVGElement)) throw new Error("the picture is no SVG");
  return root;
}
