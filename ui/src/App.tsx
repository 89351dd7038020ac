// Two screens: the gallery, and the designer of the journey that is open.
import { useEffect, useState } from "react";
import { call } from "./bridge";
import { RefusedNote } from "./controls/RefusedNote";
import { Designer } from "./designer/Designer";
import { Gallery } from "./gallery/Gallery";
import { useJourney } from "./state/journey";
import { useTheme } from "./theme/theme";

export function App() {
  useTheme();
  const opening = useAddress();
  const document = useJourney((journey) => journey.opened?.document);
  return (
    <>
      {document ? <Designer key={document} /> : !opening && <Gallery />}
      <RefusedNote />
    </>
  );
}

/**
 * The address names the open journey, so that a reload opens it again, and so that the desktop can name another. Returns
 * whether the program began with one that is still being opened: the gallery would only flash.
 */
function useAddress(): boolean {
  const [opening, setOpening] = useState(window.location.hash.length > 1);
  const document = useJourney((journey) => journey.opened?.document);
  const { show, refuse } = useJourney.getState();
  useEffect(() => {
    const openNamed = () => {
      const named = window.location.hash.slice(1);
      const current = useJourney.getState().opened?.document;
      if (!named || named === current) return;
      call("open", { document: named })
        .then(show, refuse)
        .finally(() => setOpening(false));
    };
    openNamed();
    window.addEventListener("hashchange", openNamed);
    return () => window.removeEventListener("hashchange", openNamed);
  }, [show, refuse]);
  useEffect(() => {
    if (document) window.history.replaceState(null, "", `#${document}`);
  }, [document]);
  return opening;
}
