// What keys do inside the canvas; a part of the one list of actions.
import { startAiming } from "../canvas/aim";
import { openChooser, openRedirect } from "../canvas/openPicker";
import { focusOn, goOn, inOutline, onCanvas, wayHere } from "../canvas/regions";
import type { Toward } from "../canvas/walk";
import { enter, nudge, walk } from "../canvas/walking";
import { rename } from "../outline/outline";
import { type Action, chosen } from "./action";

/** Enter belongs to a button that has the focus; on the canvas only the canvas itself takes it. */
const onCanvasWithFocus = () => onCanvas() && !(document.activeElement instanceof HTMLButtonElement);

/** Arrows walk; with Ctrl or Shift they move what is selected. */
function walks(): Action[] {
  const directions: Toward[] = ["right", "left", "up", "down"];
  const named = (word: string) => word[0]?.toUpperCase() + word.slice(1);
  return directions.flatMap((toward): Action[] => {
    const key = `Arrow${named(toward)}`;
    const shared = { group: "canvas", also: "やじるし いどう arrow move" } as const;
    const move = { ...shared, applies: () => onCanvas() && chosen() };
    return [
      {
        ...shared,
        id: `walk${named(toward)}`,
        keys: [key],
        applies: onCanvas,
        run: (flow) => walk(flow, toward),
      },
      { ...move, id: `nudge${named(toward)}`, keys: [`Ctrl+${key}`], run: (flow) => nudge(flow, toward, 8) },
      { ...move, id: `push${named(toward)}`, keys: [`Shift+${key}`], run: (flow) => nudge(flow, toward, 40) },
    ];
  });
}

export const CANVAS: readonly Action[] = [
  ...walks(),
  {
    id: "connect",
    also: "せつぞく つなぐ wire",
    group: "canvas",
    keys: ["C"],
    applies: chosen,
    run: () => {
      if (inOutline()) return openChooser();
      focusOn("canvas");
      void startAiming();
    },
  },
  {
    id: "redirect",
    also: "つなぎかえる せつぞく rewire reconnect",
    group: "canvas",
    keys: ["Shift+C"],
    applies: () => wayHere() !== null,
    run: openRedirect,
  },
  {
    id: "rename",
    also: "なまえ 改名 name",
    group: "edit",
    keys: ["F2"],
    applies: chosen,
    run: () => (inOutline() ? rename() : enter()),
  },
  {
    id: "enter",
    also: "せってい ひらく",
    group: "canvas",
    keys: ["Enter"],
    applies: onCanvasWithFocus,
    run: enter,
  },
  {
    id: "toCanvas",
    also: "キャンバス アウトライン もどる outline",
    group: "canvas",
    keys: ["F6"],
    typing: true,
    run: goOn,
  },
];
