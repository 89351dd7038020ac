// The panel to the left: what can be placed, the outline of what there is, or the help.
import { Tabs } from "@base-ui/react/tabs";
import { useTranslation } from "react-i18next";
import { HelpPanel } from "../help/HelpPanel";
import { Outline } from "../outline/Outline";
import { Palette } from "../palette/Palette";
import { LEFT, type Left, usePanels } from "../panels/panels";
import { TAB } from "./tab";

const PANELS = { palette: Palette, outline: Outline, help: HelpPanel };

export function LeftPanel() {
  const { t } = useTranslation();
  const { left, showLeft } = usePanels();
  return (
    <Tabs.Root
      value={left}
      onValueChange={(next) => showLeft(next as Left)}
      className="flex min-w-0 flex-1 flex-col bg-panel"
    >
      <Tabs.List className="flex flex-wrap gap-1 px-2 py-1">
        {LEFT.map((name) => (
          <Tabs.Tab key={name} value={name} className={TAB}>
            {t(`left.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {LEFT.map((name) => {
        const Panel = PANELS[name];
        return (
          <Tabs.Panel key={name} value={name} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
            <Panel />
          </Tabs.Panel>
        );
      })}
    </Tabs.Root>
  );
}
