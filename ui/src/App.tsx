// Two screens: the gallery, and the designer of the journey that is open.
import { useEffect } from "react";
import { call } from "./bridge";
import { RefusedNote } from "./controls/RefusedNote";
import { Designer } from "./designer/Designer";
import { Gallery } from "./gallery/Gallery";
import { useJourney } from "./state/journey";
import { useTheme } from "./theme/theme";

export function App() {
  useTheme();
  useAddress();
  const document = useJourney((journey) => journey.opened?.document);
  return (
    <>
      {document ? <Designer key={document} /> : <Gallery />}
      <RefusedNote />
    </>
  );
}

/** The address names the open journey, so that a reload opens it again, and so that the desktop can name another. */
function useAddress() {
  const document = useJourney((journey) => journey.opened?.document);
  const { show, refuse } = useJourney.getState();
  useEffect(() => {
    const openNamed = () => {
      const named = window.location.hash.slice(1);
      const current = useJourney.getState().opened?.document;
      if (named && named !== current) call("open", { document: named }).then(show, refuse);
    };
    openNamed();
    window.addEventListener("hashchange", openNamed);
    return () => window.removeEventListener("hashchange", openNamed);
  }, [show, refuse]);
  useEffect(() => {
    if (document) window.history.replaceState(null, "", `#${document}`);
  }, [document]);
}
