// The help: its pages as the core has them, which of them is read, and the way back.
import { useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import type { Page } from "../bindings/Page";
import { call } from "../bridge";
import { matching } from "../palette/search";
import { usePanels } from "../panels/panels";
import { useView } from "../state/view";

interface HelpState {
  /** The pages that were read on the way here, the one that is shown last; none shows the list. */
  trail: string[];
  query: string;
}

export const useHelp = create<HelpState>()(() => ({ trail: [], query: "" }));

/** Shows the help, at the list or at a page. */
export function openHelp(page?: string) {
  usePanels.getState().showLeft("help");
  if (page === undefined) useHelp.setState({ trail: [] });
  else read(page);
  window.setTimeout(() => document.querySelector<HTMLElement>("[data-help-start]")?.focus());
}

/** Goes on to a page; to read one again leaves no trace. */
export function read(page: string) {
  const { trail } = useHelp.getState();
  if (trail.at(-1) !== page) useHelp.setState({ trail: [...trail, page] });
}

export function goBack() {
  useHelp.setState({ trail: useHelp.getState().trail.slice(0, -1) });
}

/** Returns the pages in the language of the screen; they do not change while the designer runs. */
export function usePages(): Page[] {
  const language = useView((view) => view.language);
  const { data } = useQuery({
    queryKey: ["help", language],
    queryFn: () => call("help", { language }),
    staleTime: Infinity,
  });
  return data?.pages ?? [];
}

/** Returns the pages that match what was typed, best first. */
export function found(pages: Page[], query: string): Page[] {
  return matching(pages, query, ({ title, id, blocks }) => ({
    titles: [title],
    also: [id],
    help: blocks.flatMap((block) => (block.block === "list" ? block.items.flat() : block.spans)).map(textOf),
  }));
}

const textOf = (span: { text: string } | { title: string }) => ("text" in span ? span.text : span.title);
