// The window of one journey: bar, palette, canvas, inspector, drawer, status.
import { CommandPalette } from "../actions/CommandPalette";
import { Shortcuts } from "../actions/Shortcuts";
import { useKeys } from "../actions/useKeys";
import { Canvas } from "../canvas/Canvas";
import { CanvasProvider } from "../canvas/flow";
import { Inspector } from "../inspector/Inspector";
import { Palette } from "../palette/Palette";
import { usePanels } from "../panels/panels";
import { Splitter } from "../panels/Splitter";
import { useView } from "../state/view";
import { Drawer } from "./Drawer";
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
  const { size, hidden } = usePanels();
  const drawer = useView((view) => view.drawer);
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <OutsideNote />
      <div className="flex min-h-0 flex-1">
        {!hidden.includes("palette") && (
          <>
            <div className="flex shrink-0" style={{ width: size.palette }}>
              <Palette />
            </div>
            <Splitter panel="palette" />
          </>
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          <Canvas />
          {drawer !== null && (
            <>
              <Splitter panel="drawer" />
              <div className="flex shrink-0" style={{ height: size.drawer }}>
                <Drawer />
              </div>
            </>
          )}
        </div>
        {!hidden.includes("inspector") && (
          <>
            <Splitter panel="inspector" />
            <div className="flex shrink-0" style={{ width: size.inspector }}>
              <Inspector />
            </div>
          </>
        )}
      </div>
      <StatusLine />
      <CommandPalette />
      <Shortcuts />
    </div>
  );
}
