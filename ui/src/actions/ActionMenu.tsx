// The menu of the bar: every action by its group, with its shortcut.
import { Menu } from "@base-ui/react/menu";
import { Menu as Icon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFlow } from "../canvas/flow";
import { type Action, canDo, GROUPS } from "./action";
import { Keys } from "./Keys";
import { ACTIONS } from "./registry";

const POPUP =
  "z-50 max-h-[80vh] min-w-56 overflow-auto rounded-panel border border-line bg-raised p-1 shadow-lg";
const ITEM =
  "flex min-h-7 cursor-default items-center justify-between gap-6 rounded-control px-3 text-sm data-highlighted:bg-accent-tint data-disabled:text-soft data-disabled:opacity-60";

export function ActionMenu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Menu.Root open={open} onOpenChange={setOpen}>
      <Menu.Trigger className="quiet" aria-label={t("bar.menu")} title={t("bar.menu")}>
        <Icon size={18} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup className={POPUP}>
            {GROUPS.map((group) => (
              <Menu.SubmenuRoot key={group}>
                <Menu.SubmenuTrigger className={ITEM}>
                  {t(`groups.${group}`)}
                  <span aria-hidden>›</span>
                </Menu.SubmenuTrigger>
                <Menu.Portal>
                  <Menu.Positioner className="z-50">
                    <Menu.Popup className={POPUP}>
                      {ACTIONS.filter((action) => action.group === group).map((action) => (
                        <Entry key={action.id} action={action} />
                      ))}
                    </Menu.Popup>
                  </Menu.Positioner>
                </Menu.Portal>
              </Menu.SubmenuRoot>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ action }: { action: Action }) {
  const { t } = useTranslation();
  const flow = useFlow();
  return (
    <Menu.Item
      className={ITEM}
      disabled={!canDo(action)}
      onClick={() => window.setTimeout(() => action.run(flow))}
    >
      {t(`actions.${action.id}`)}
      <Keys shortcut={action.keys[0]} />
    </Menu.Item>
  );
}
