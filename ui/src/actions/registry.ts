// Everything one can do by key, from the menu or from the command palette: the only list of it. The words of an action
// are `actions.<id>`.
import { addNote, foldSelected, groupNamed, groupSelection } from "../canvas/framing";
import { openAppend, openNew } from "../canvas/openPicker";
import {
  copySelection,
  duplicateSelection,
  letGo,
  pasteCopied,
  removeSelection,
  selectAll,
} from "../designer/gestures";
import { leave } from "../designer/leave";
import { fitAll, zoomBy } from "../designer/look";
import { saveFile } from "../designer/saveFile";
import { tidy } from "../designer/tidy";
import { openHelp } from "../help/help";
import { openIntake } from "../intake/intake";
import { toggleOutline } from "../outline/outline";
import { usePanels } from "../panels/panels";
import { openPeople } from "../people/people";
import { visitProblem } from "../problems/goTo";
import { isRunning, useRehearsal } from "../rehearsal/rehearsal";
import { useReplay } from "../rehearsal/replay";
import { useReport } from "../report/report";
import { makeScenario } from "../scenarios/tests";
import { openSearch, visitHit } from "../search/search";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { type Action, chosen } from "./action";
import { CANVAS } from "./canvas";
import { PICTURES } from "./pictures";
import { REPORTS } from "./reports";

const filled = () => Object.keys(useJourney.getState().opened?.drawing.nodes ?? {}).length > 0;
const found = () => (useJourney.getState().opened?.findings.length ?? 0) > 0;
const rehearsed = () => useRehearsal.getState().numbers !== null;
/** Shows figures of the rehearsal below the drawing, or puts them away. */
function below(drawer: "customers" | "steps") {
  const { page, open } = useReport.getState();
  open(null);
  if (page === null) useView.getState().toggle(drawer);
  else useView.getState().showDrawer(drawer);
}

const canUndo = () => useJourney.getState().opened?.undo !== null;
const canRedo = () => useJourney.getState().opened?.redo !== null;

export const ACTIONS: readonly Action[] = [
  {
    id: "save",
    also: "ほぞん export download",
    group: "file",
    keys: ["Ctrl+S"],
    typing: true,
    run: () => void saveFile(),
  },
  {
    id: "saveElsewhere",
    also: "べつめい べつのなまえ save as copy",
    group: "file",
    keys: ["Ctrl+Shift+S"],
    typing: true,
    applies: () => useView.getState().dialogs,
    run: () => void saveFile(true),
  },
  ...PICTURES,
  { id: "leave", also: "いちらん もどる gallery close", group: "file", keys: [], run: leave },
  {
    id: "undo",
    also: "もとにもどす とりけす",
    group: "edit",
    keys: ["Ctrl+Z"],
    applies: canUndo,
    run: () => void useJourney.getState().undo(),
  },
  {
    id: "redo",
    also: "やりなおす",
    group: "edit",
    keys: ["Ctrl+Shift+Z", "Ctrl+Y"],
    applies: canRedo,
    run: () => void useJourney.getState().redo(),
  },
  {
    id: "copy",
    also: "こぴー",
    group: "edit",
    keys: ["Ctrl+C"],
    applies: chosen,
    run: () => void copySelection(),
  },
  { id: "paste", also: "はりつけ", group: "edit", keys: ["Ctrl+V"], run: () => void pasteCopied() },
  {
    id: "duplicate",
    also: "ふくせい clone",
    group: "edit",
    keys: ["Ctrl+D"],
    applies: chosen,
    run: () => void duplicateSelection(),
  },
  { id: "selectAll", also: "ぜんせんたく", group: "edit", keys: ["Ctrl+A"], applies: filled, run: selectAll },
  {
    id: "delete",
    also: "さくじょ けす remove",
    group: "edit",
    keys: ["Delete", "Backspace"],
    run: (flow) => removeSelection(flow, "cut"),
  },
  {
    id: "deleteHeal",
    also: "さくじょ つなぐ heal",
    group: "edit",
    keys: ["Shift+Delete", "Shift+Backspace"],
    applies: chosen,
    run: (flow) => removeSelection(flow, "heal"),
  },
  { id: "letGo", also: "かいじょ cancel", group: "edit", keys: ["Escape"], run: letGo },
  { id: "new", also: "おく ついか add insert", group: "place", keys: ["N"], run: openNew },
  { id: "append", also: "さき ついか add next", group: "place", keys: ["A", "/"], run: openAppend },
  {
    id: "note",
    also: "ふせん メモ sticky",
    group: "place",
    keys: ["Shift+N"],
    run: (flow) => void addNote(flow),
  },
  {
    id: "group",
    also: "ぐるーぷ 枠 わく frame",
    group: "place",
    keys: ["Ctrl+G"],
    applies: chosen,
    run: (flow) => void groupSelection(flow),
  },
  {
    id: "fold",
    also: "ぐるーぷ おりたたむ ひらく collapse expand",
    group: "place",
    keys: ["Ctrl+Shift+G"],
    applies: () => groupNamed(useView.getState().framed[0]) !== undefined,
    run: foldSelected,
  },
  {
    id: "tidy",
    also: "せいれつ ととのえる layout arrange",
    group: "place",
    keys: ["Ctrl+Shift+L"],
    applies: filled,
    run: (flow) => void tidy(flow),
  },
  ...CANVAS,
  {
    id: "rehearse",
    also: "りはーさる ためす しみゅれーしょん test run simulate",
    group: "rehearse",
    keys: ["T"],
    applies: filled,
    run: () => void useRehearsal.getState().begin(true),
  },
  {
    id: "importCustomers",
    also: "いんぽーと とりこみ 取り込み こきゃく 顧客 イベント csv xlsx parquet import data people events",
    group: "rehearse",
    keys: [],
    typing: true,
    run: openIntake,
  },
  {
    id: "people",
    also: "さんぷる こきゃく サンプル 顧客 ペルソナ 属性 人数 sample population persona attributes share",
    group: "rehearse",
    keys: [],
    typing: true,
    run: openPeople,
  },
  {
    id: "stopRehearsal",
    also: "ちゅうし とめる cancel",
    group: "rehearse",
    keys: [],
    applies: () => isRunning(useRehearsal.getState()),
    run: () => useRehearsal.getState().stop(),
  },
  {
    id: "report",
    also: "れぽーと けっか 結果 result charts",
    group: "rehearse",
    keys: ["Ctrl+Shift+R"],
    typing: true,
    applies: rehearsed,
    run: () => useReport.getState().open(useReport.getState().page === null ? "verdict" : null),
  },
  ...REPORTS,
  {
    id: "versions",
    also: "ひかく くらべる 差分 diff compare snapshot",
    group: "rehearse",
    keys: [],
    typing: true,
    applies: filled,
    run: () => useReport.getState().open("versions"),
  },
  {
    id: "whatIf",
    also: "もしも こわれる 障害 休日 break outage holiday tornado stress",
    group: "rehearse",
    keys: [],
    typing: true,
    applies: filled,
    run: () => useReport.getState().open("whatIf"),
  },
  {
    id: "customers",
    also: "こきゃく お客様 people",
    group: "rehearse",
    keys: ["Ctrl+Shift+U"],
    typing: true,
    applies: rehearsed,
    run: () => below("customers"),
  },
  {
    id: "steps",
    also: "すてっぷ かず 表 table numbers counts",
    group: "rehearse",
    keys: [],
    applies: rehearsed,
    run: () => below("steps"),
  },
  {
    id: "problems",
    also: "もんだい エラー findings errors",
    group: "view",
    keys: ["Ctrl+Shift+M"],
    typing: true,
    run: () => useView.getState().toggle("problems"),
  },
  {
    id: "readiness",
    also: "じゅんび こうかい 公開 ready publish release blockers",
    group: "view",
    keys: [],
    typing: true,
    applies: filled,
    run: () => useView.getState().toggle("readiness"),
  },
  {
    id: "tests",
    also: "てすと しなりお まもり scenarios guardians checks",
    group: "view",
    keys: [],
    typing: true,
    applies: filled,
    run: () => useView.getState().toggle("tests"),
  },
  {
    id: "makeScenario",
    also: "しなりお こきゃく てすと scenario customer test",
    group: "rehearse",
    keys: [],
    applies: () => useReplay.getState().story !== null && useRehearsal.getState().numbersOf !== null,
    run: () => {
      const [story, run] = [useReplay.getState().story, useRehearsal.getState().numbersOf];
      if (story && run) void makeScenario(run, story.customer);
    },
  },
  {
    id: "nextProblem",
    also: "もんだい つぎ",
    group: "view",
    keys: ["F8", "]"],
    typing: true,
    applies: found,
    run: (flow) => visitProblem(flow, 1),
  },
  {
    id: "lastProblem",
    also: "もんだい まえ",
    group: "view",
    keys: ["Shift+F8", "["],
    typing: true,
    applies: found,
    run: (flow) => visitProblem(flow, -1),
  },
  {
    id: "search",
    also: "けんさく さがす find",
    group: "view",
    keys: ["Ctrl+F"],
    typing: true,
    run: openSearch,
  },
  {
    id: "nextHit",
    also: "けんさく つぎ find",
    group: "view",
    keys: ["F3"],
    typing: true,
    run: (flow) => visitHit(flow, 1),
  },
  {
    id: "lastHit",
    also: "けんさく まえ find",
    group: "view",
    keys: ["Shift+F3"],
    typing: true,
    run: (flow) => visitHit(flow, -1),
  },
  {
    id: "history",
    also: "りれき そうさ undo steps",
    group: "view",
    keys: ["Ctrl+H"],
    typing: true,
    run: () => useView.getState().toggle("history"),
  },
  {
    id: "snapshots",
    also: "すなっぷしょっと ふくげん もどす snapshot restore backup",
    group: "view",
    keys: [],
    typing: true,
    run: () => useView.getState().toggle("snapshots"),
  },
  {
    id: "lanes",
    also: "レーン だんかい stages swimlanes",
    group: "view",
    keys: ["L"],
    run: () => useView.getState().showLanes(!useView.getState().lanes),
  },
  {
    id: "outline",
    also: "あうとらいん いちらん ツリー tree list steps",
    group: "view",
    keys: ["O"],
    run: toggleOutline,
  },
  {
    id: "palettePanel",
    also: "パネル panel sidebar",
    group: "view",
    keys: ["Ctrl+B"],
    typing: true,
    run: () => usePanels.getState().toggle("palette"),
  },
  {
    id: "inspectorPanel",
    also: "パネル panel sidebar",
    group: "view",
    keys: ["Ctrl+I"],
    typing: true,
    run: () => usePanels.getState().toggle("inspector"),
  },
  { id: "fit", also: "ぜんたい zoom fit", group: "view", keys: ["0"], applies: filled, run: fitAll },
  { id: "zoomIn", also: "かくだい ズーム", group: "view", keys: ["+"], run: (flow) => zoomBy(flow, 1.25) },
  {
    id: "zoomOut",
    also: "しゅくしょう ズーム",
    group: "view",
    keys: ["-"],
    run: (flow) => zoomBy(flow, 0.8),
  },
  {
    id: "commands",
    also: "コマンド",
    group: "help",
    keys: ["Ctrl+K"],
    typing: true,
    run: () => useView.setState({ dialog: "commands" }),
  },
  {
    id: "shortcuts",
    also: "キー 操作 help ヘルプ",
    group: "help",
    keys: ["?"],
    run: () => useView.setState({ dialog: "shortcuts" }),
  },
  {
    id: "help",
    also: "へるぷ 使い方 説明 手引き manual question",
    group: "help",
    keys: ["F1"],
    typing: true,
    run: () => openHelp(),
  },
  {
    id: "checklist",
    also: "ちぇっくりすと はじめて 手順 first steps start",
    group: "help",
    keys: [],
    run: () => {
      useView.getState().showChecklist(true);
      usePanels.getState().showLeft("palette");
    },
  },
];
