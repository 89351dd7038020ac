// The window of one journey: bar, palette or outline, canvas, inspector, drawer, status.
import { useEffect } from "react";
import { CommandPalette } from "../actions/CommandPalette";
import { Shortcuts } from "../actions/Shortcuts";
import { useKeys } from "../actions/useKeys";
import { Canvas } from "../canvas/Canvas";
import { CanvasProvider } from "../canvas/flow";
import { Inspector } from "../inspector/Inspector";
import { Wizard } from "../intake/Wizard";
import { usePanels } from "../panels/panels";
import { Splitter } from "../panels/Splitter";
import { PeoplePage } from "../people/PeoplePage";
import { RunBar } from "../rehearsal/RunBar";
import { useLive } from "../rehearsal/useLive";
import { ReportPrinter } from "../report/export/PrintedReport";
import { ReportView } from "../report/ReportView";
import { useReport } from "../report/report";
import { useView } from "../state/view";
import { Drawer } from "./Drawer";
import { LeftPanel } from "./LeftPanel";
import { OutsideNote } from "./OutsideNote";
import { StatusLine } from "./StatusLine";
import { TopBar } from "./TopBar";

export function Designer() {
  return (
    <CanvasProvider>
      <Window />
    </CanvasProvider>
  );
}

function Window() {
  useKeys();
  useLive();
  const page = useReport((report) => report.page);
  const drawer = useView((view) => view.drawer);
  useEffect(() => {
    // Whoever opens the drawer wants to see it.
    if (drawer !== null) useReport.getState().open(null);
  }, [drawer]);
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <OutsideNote />
      <RunBar />
      {page === null ? <Drawing /> : <ReportView page={page} />}
      <StatusLine />
      <CommandPalette />
      <Shortcuts />
      <Wizard />
      <PeoplePage />
      <ReportPrinter />
    </div>
  );
}

/** The drawing, with what stands around it. */
function Drawing() {
  const { size, hidden, left } = usePanels();
  const drawer = useView((view) => view.drawer);
  return (
    <div className="flex min-h-0 flex-1">
      {!hidden.includes("palette") && (
        <>
          <div className="side" style={{ width: sideWidth(size[left]) }}>
            <LeftPanel />
          </div>
          <Splitter panel={left} />
        </>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <Canvas />
        {drawer !== null && (
          <>
            <Splitter panel="drawer" />
            <div className="below" style={{ height: size.drawer }}>
              <Drawer />
            </div>
          </>
        )}
      </div>
      {!hidden.includes("inspector") && (
        <>
          <Splitter panel="inspector" />
          <div className="side" style={{ width: sideWidth(size.inspector) }}>
            <Inspector />
          </div>
        </>
      )}
    </div>
  );
}

/** A panel grows with the size of texts, but never past a third of the window by that alone. */
const sideWidth = (size: number) => `min(${size / 16}rem, max(${size}px, 34vw))`;
