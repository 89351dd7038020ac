// The pages of a report, in the order of an admin's questions, and which one is open.
import { create } from "zustand";
import { useView } from "../state/view";

export const PAGES = [
  "verdict",
  "kpis",
  "steps",
  "ways",
  "time",
  "pressure",
  "arms",
  "groups",
  "money",
  "coverage",
  "guardians",
  "people",
  "assumptions",
  "whatIf",
  "versions",
] as const;
export type PageName = (typeof PAGES)[number];
/** The pages that show a report; the others are rehearsals of their own. */
export type ReportPage = Exclude<PageName, "whatIf" | "versions">;

export const isOwn = (page: PageName): page is "whatIf" | "versions" =>
  page === "whatIf" || page === "versions";

interface ReportState {
  /** The page that is open; none while the drawing is shown. */
  page: PageName | null;
  open: (page: PageName | null) => void;
}

export const useReport = create<ReportState>()((set) => ({
  page: null,
  open: (page) => {
    set({ page });
    // A page stands where drawing and drawer do.
    if (page !== null) useView.setState({ drawer: null });
  },
}));
