// The help list of shortcuts, by group.
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useView } from "../state/view";
import { GROUPS } from "./action";
import { Keys } from "./Keys";
import { ACTIONS } from "./registry";

export function Shortcuts() {
  const { t } = useTranslation();
  const open = useView((view) => view.dialog === "shortcuts");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && useView.setState({ dialog: null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 flex max-h-[85vh] w-[52rem] max-w-[92vw] -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border border-line bg-raised shadow-lg">
          <header className="flex items-center justify-between border-b border-line px-5 py-2">
            <Dialog.Title className="text-base font-semibold">{t("actions.shortcuts")}</Dialog.Title>
            <Dialog.Close className="quiet" aria-label={t("shortcuts.close")}>
              <X size={16} />
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by key */}
          <div tabIndex={0} className="min-h-0 columns-2 gap-8 overflow-auto p-5">
            {GROUPS.map((group) => (
              <section key={group} className="mb-5 break-inside-avoid">
                <h3 className="mb-1 text-xs font-medium text-soft">{t(`groups.${group}`)}</h3>
                <dl>
                  {ACTIONS.filter((action) => action.group === group && action.keys.length > 0).map(
                    (action) => (
                      <div
                        key={action.id}
                        className="flex min-h-7 items-center justify-between gap-4"
                        data-help={action.id}
                      >
                        <dt>{t(`actions.${action.id}`)}</dt>
                        <dd className="flex flex-wrap justify-end gap-3">
                          {action.keys.map((key) => (
                            <Keys key={key} shortcut={key} />
                          ))}
                        </dd>
                      </div>
                    ),
                  )}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
