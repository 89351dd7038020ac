// The report as a file; a part of the one list of actions.
import { canExport, exportReport } from "../report/export/exportReport";
import type { Action } from "./action";

const as = (shape: "pdf" | "xlsx" | "csv" | "json", also: string): Action => ({
  id: `report${shape[0]?.toUpperCase()}${shape.slice(1)}`,
  also: `れぽーと かきだし ほぞん report export ${also}`,
  group: "rehearse",
  keys: [],
  applies: canExport,
  run: () => void exportReport(shape),
});

export const REPORTS: readonly Action[] = [
  as("pdf", "print いんさつ"),
  as("xlsx", "excel エクセル spreadsheet"),
  as("csv", "zip table 表"),
  as("json", "data データ"),
];
