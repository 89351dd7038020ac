// What steps and ways out are called on the screen.
import { useText } from "../i18n/text";
import { useJourney } from "./journey";

export function useNames() {
  const { label, words } = useText();
  const opened = useJourney((journey) => journey.opened);
  const step = (id: string): string => {
    const card = opened?.cards[id];
    return label(opened?.drawing.nodes[id]?.name) || (card ? words(card.title) : id);
  };
  const way = (from: string, port: string): string => {
    const known = opened?.cards[from]?.ways.find((way) => way.port === port);
    return known ? words(known.words) : port;
  };
  return { step, way };
}
