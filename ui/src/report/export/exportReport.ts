// The report of the last whole rehearsal as a file. The core writes all but PDF, which is printed from the pages.
import { create } from "zustand";
import type { ReportShape } from "../../bindings/ReportShape";
import { call } from "../../bridge";
import { saveBase64 } from "../../picture/save";
import { useRehearsal } from "../../rehearsal/rehearsal";
import { useJourney } from "../../state/journey";
import { useView } from "../../state/view";

const TYPES: Record<ReportShape, string> = {
  json: "application/json",
  csv: "application/zip",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Whether the pages are being printed. */
export const usePrinting = create<{ printing: boolean }>()(() => ({ printing: false }));

/** Whether there is a report to export. */
export const canExport = () => useRehearsal.getState().whole !== null;

export async function exportReport(as: ReportShape | "pdf") {
  const { wholeOf: run } = useRehearsal.getState();
  if (run === null) return;
  if (as === "pdf") return usePrinting.setState({ printing: true });
  try {
    const { language } = useView.getState();
    const { name, bytes } = await call("report_file", { run, shape: as, language });
    await saveBase64(name, bytes, TYPES[as]);
  } catch (error) {
    useJourney.getState().refuse(error);
  }
}
