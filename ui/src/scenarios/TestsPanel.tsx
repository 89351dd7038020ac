// Scenarios and guardians, whether each holds, and the one in hand. A click on what fails leads to the step, or to a customer.
import { CircleCheck, CircleHelp, CircleX, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GuardianSaid } from "../bindings/GuardianSaid";
import type { GuardReport } from "../bindings/report/GuardReport";
import type { ScenarioTest } from "../bindings/ScenarioTest";
import { type Flow, useFlow } from "../canvas/flow";
import { lookAt } from "../designer/look";
import { useText } from "../i18n/text";
import { useFigures } from "../rehearsal/figures";
import { isRunning, useRehearsal } from "../rehearsal/rehearsal";
import { useTell } from "../report/useTell";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { GuardianEditor } from "./GuardianEditor";
import { newGuardian, newScenario } from "./new";
import { ScenarioEditor } from "./ScenarioEditor";
import { useChosen, useTests } from "./tests";

const SIGNS = {
  passed: [CircleCheck, "text-success"],
  proved: [CircleCheck, "text-success"],
  held: [CircleCheck, "text-success"],
  failed: [CircleX, "text-error"],
  broken: [CircleX, "text-error"],
  untested: [CircleHelp, "text-soft"],
  unknown: [CircleHelp, "text-soft"],
} as const;

type Sign = keyof typeof SIGNS;

export function TestsPanel() {
  const { t } = useTranslation();
  const { tests, stale } = useTests();
  const chosen = useChosen((state) => state.chosen);
  if (!tests) return null;
  const failed = tests.scenarios.filter((test) => test.passed === false).length;
  const scenario = tests.scenarios.findIndex(({ id }) => chosen?.of === "scenario" && chosen.id === id);
  const guardian = tests.guardians.findIndex(({ id }) => chosen?.of === "guardian" && chosen.id === id);
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={`w-[44%] min-w-80 shrink-0 overflow-auto border-r border-line ${stale ? "text-soft" : ""}`}
        data-tests={stale ? "stale" : "fresh"}
      >
        <output className="block px-4 pb-1 text-xs text-soft">
          {tests.played
            ? t("tests.told", { count: tests.scenarios.length, passed: tests.scenarios.length - failed })
            : t("tests.unplayed")}
        </output>
        <Heading name="scenarios" add={newScenario} />
        <ul>
          {tests.scenarios.map((test) => (
            <Scenario key={test.id} test={test} />
          ))}
        </ul>
        <Heading name="guardians" add={newGuardian} />
        <ul>
          {tests.guardians.map((said) => (
            <Guardian key={said.id} said={said} />
          ))}
        </ul>
      </div>
      <div className="min-w-0 flex-1 overflow-auto">
        {scenario >= 0 ? (
          <ScenarioEditor
            key={scenario}
            index={scenario}
            unlike={tests.scenarios[scenario]?.unlike ?? null}
          />
        ) : guardian >= 0 ? (
          <GuardianEditor key={guardian} index={guardian} />
        ) : (
          <p className="px-6 py-4 text-soft">{t("tests.choose")}</p>
        )}
      </div>
    </div>
  );
}

function Heading({ name, add }: { name: "scenarios" | "guardians"; add: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="flex items-center border-t border-line px-4 py-1">
      <h3 className="flex-1 font-semibold">{t(`tests.${name}`)}</h3>
      <button type="button" className="quiet" onClick={add}>
        <Plus size={14} />
        {t(`tests.add.${name}`)}
      </button>
    </header>
  );
}

/** Selects a step and brings it into sight. */
function goTo(flow: Flow, node: string | null) {
  // A step of a sub-journey stands in the one that calls it.
  const own = node?.split("/")[0];
  if (!own || !useJourney.getState().opened?.drawing.nodes[own]) return;
  useView.getState().select([own]);
  lookAt(flow, own);
}

function Scenario({ test }: { test: ScenarioTest }) {
  const { words } = useText();
  const flow = useFlow();
  const sign = test.passed === null ? "unknown" : test.passed ? "passed" : "failed";
  return (
    <Row of="scenario" id={test.id} sign={sign} title={words(test.name)}>
      {test.unlike && (
        <button
          type="button"
          data-goto
          className="block w-full text-left text-error hover:underline"
          onClick={() => {
            useChosen.getState().choose({ of: "scenario", id: test.id });
            goTo(flow, test.unlike?.node ?? null);
          }}
        >
          {words(test.unlike.text)}
        </button>
      )}
    </Row>
  );
}

function Guardian({ said }: { said: GuardianSaid }) {
  const { t } = useTranslation();
  const { words } = useText();
  const figures = useFigures();
  const tell = useTell();
  const found: GuardReport | undefined = useRehearsal((rehearsal) =>
    rehearsal.numbers?.guardians?.find(
      ({ id, sentence }) =>
        id === said.id && sentence.en === said.sentence.en && sentence.ja === said.sentence.ja,
    ),
  );
  const stale = useRehearsal((rehearsal) => rehearsal.stale || isRunning(rehearsal));
  const name = words(said.name);
  return (
    <Row
      of="guardian"
      id={said.id}
      sign={found?.status ?? "unknown"}
      title={name || words(said.sentence)}
      stale={stale}
    >
      {name && <p>{words(said.sentence)}</p>}
      <p className="text-soft">
        {found
          ? t(`report.guardians.${found.status}Told`, {
              asked: figures.count(found.asked),
              broken: figures.count(found.broken),
              why: found.proof ? t(`report.guardians.proof.${found.proof}`) : "",
            })
          : t("tests.unrehearsed")}
      </p>
      {found && found.first.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-1">
          {found.first.map((id) => (
            <button
              key={id}
              type="button"
              data-breaker
              className="quiet border border-control"
              onClick={() => tell(id)}
            >
              {id}
            </button>
          ))}
        </p>
      )}
    </Row>
  );
}

interface RowProps {
  of: "scenario" | "guardian";
  id: string;
  sign: Sign;
  title: string;
  stale?: boolean;
  children: React.ReactNode;
}

function Row({ of, id, sign, title, stale, children }: RowProps) {
  const { t } = useTranslation();
  const current = useChosen(({ chosen }) => chosen?.of === of && chosen.id === id);
  const [Icon, tint] = SIGNS[sign];
  return (
    <li
      data-test={id}
      data-sign={sign}
      data-stale={stale || undefined}
      aria-current={current || undefined}
      className={`flex gap-2 border-t border-line px-4 py-1.5 ${current ? "bg-accent-tint" : ""}`}
    >
      <Icon size={16} role="img" aria-label={t(`tests.sign.${sign}`)} className={`mt-1 shrink-0 ${tint}`} />
      <div className="min-w-0 flex-1 text-xs">
        <button
          type="button"
          className="block w-full text-left text-sm font-medium hover:underline"
          onClick={() => useChosen.getState().choose({ of, id })}
        >
          {title}
        </button>
        {children}
      </div>
    </li>
  );
}
