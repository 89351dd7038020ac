// The drawer below the canvas: problems, search, history, snapshots. One at a time.
import { Tabs } from "@base-ui/react/tabs";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { HelpButton } from "../help/HelpButton";
import { HistoryPanel } from "../history/HistoryPanel";
import { SnapshotsPanel } from "../history/SnapshotsPanel";
import { Problems } from "../problems/Problems";
import { ReadinessPanel } from "../readiness/ReadinessPanel";
import { Customers } from "../rehearsal/Customers";
import { StepTable } from "../rehearsal/StepTable";
import { TestsPanel } from "../scenarios/TestsPanel";
import { SearchPanel } from "../search/SearchPanel";
import { DRAWERS, type Drawer as Shown, useView } from "../state/view";
import { TAB } from "./tab";

const PANELS = {
  problems: Problems,
  readiness: ReadinessPanel,
  tests: TestsPanel,
  steps: StepTable,
  customers: Customers,
  search: SearchPanel,
  history: HistoryPanel,
  snapshots: SnapshotsPanel,
};

/** The pages of the help about what is done there. */
const HELP: Partial<Record<Shown, string>> = { tests: "tests", steps: "rehearse", customers: "customers" };

export function Drawer() {
  const { t } = useTranslation();
  const drawer = useView((view) => view.drawer);
  const showDrawer = useView((view) => view.showDrawer);
  if (drawer === null) return null;
  return (
    <Tabs.Root
      value={drawer}
      onValueChange={(next) => showDrawer(next as Shown)}
      className="flex min-w-0 flex-1 flex-col bg-panel"
    >
      <header className="flex shrink-0 items-center justify-between px-2 py-1">
        <Tabs.List className="flex min-w-0 gap-1 overflow-x-auto p-0.5">
          {DRAWERS.map((name) => (
            <Tabs.Tab key={name} value={name} className={TAB}>
              {t(`drawer.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <span className="flex shrink-0">
          {HELP[drawer] && <HelpButton page={HELP[drawer]} />}
          <button
            type="button"
            className="quiet"
            aria-label={t("drawer.close")}
            title={t("drawer.close")}
            onClick={() => showDrawer(null)}
          >
            <X size={16} />
          </button>
        </span>
      </header>
      {DRAWERS.map((name) => {
        const Panel = PANELS[name];
        return (
          <Tabs.Panel key={name} value={name} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
            <section aria-label={t(`drawer.${name}`)} className="flex min-h-0 flex-1 flex-col">
              <Panel />
            </section>
          </Tabs.Panel>
        );
      })}
    </Tabs.Root>
  );
}
