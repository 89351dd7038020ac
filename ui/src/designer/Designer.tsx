// The window of one journey: bar, palette, canvas, inspector, problems, status.
import { CommandPalette } from "../actions/CommandPalette";
import { Shortcuts } from "../actions/Shortcuts";
import { useKeys } from "../actions/useKeys";
import { Canvas } from "../canvas/Canvas";
import { CanvasProvider } from "../canvas/flow";
import { Inspector } from "../inspector/Inspector";
import { Palette } from "../palette/Palette";
import { Problems } from "../problems/Problems";
import { useView } from "../state/view";
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
  const drawer = useView((view) => view.drawer);
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <OutsideNote />
      <div className="flex min-h-0 flex-1">
        <Palette />
        <div className="flex min-w-0 flex-1 flex-col">
          <Canvas />
          {drawer === "problems" && <Problems />}
        </div>
        <Inspector />
      </div>
      <StatusLine />
      <CommandPalette />
      <Shortcuts />
    </div>
  );
}
