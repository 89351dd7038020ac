// The command palette: every action that can be done now, found by what people type in either language.
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFlow } from "../canvas/flow";
import { isComposing } from "../controls/useDraft";
import { i18n } from "../i18n";
import { matching } from "../palette/search";
import { useView } from "../state/view";
import { type Action, canDo } from "./action";
import { Keys } from "./Keys";
import { ACTIONS } from "./registry";

const close = () => useView.setState({ dialog: null });

export function CommandPalette() {
  const open = useView((view) => view.dialog === "commands");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed top-[12vh] left-1/2 z-50 flex max-h-[60vh] w-[36rem] max-w-[92vw] -translate-x-1/2 flex-col overflow-hidden rounded-panel border border-line bg-raised shadow-lg">
          <List />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function List() {
  const { t } = useTranslation();
  const flow = useFlow();
  const [query, setQuery] = useState("");
  const shown = useMemo(() => offered(query), [query]);
  const run = (action: Action) => {
    close();
    // Once the dialog has given the focus back, so that the action may take it.
    window.setTimeout(() => action.run(flow));
  };
  return (
    <Command
      shouldFilter={false}
      loop
      label={t("actions.commands")}
      className="flex min-h-0 flex-col"
      onKeyDown={(event) => isComposing(event.nativeEvent) && event.stopPropagation()}
    >
      <Dialog.Title className="sr-only">{t("actions.commands")}</Dialog.Title>
      <Command.Input
        autoFocus
        value={query}
        onValueChange={setQuery}
        placeholder={t("commands.search")}
        className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-sm outline-none placeholder:text-soft"
      />
      <Command.List className="min-h-0 overflow-auto p-1" label={t("actions.commands")}>
        {shown.length === 0 && <p className="px-3 py-3 text-soft">{t("commands.none")}</p>}
        {shown.map((action) => (
          <Command.Item
            key={action.id}
            value={action.id}
            data-action={action.id}
            onSelect={() => run(action)}
            className="flex min-h-8 cursor-default items-center justify-between gap-3 rounded-control px-3 data-[selected=true]:bg-accent-tint"
          >
            <span>
              {t(`actions.${action.id}`)}
              <span className="ml-2 text-xs text-soft">{t(`groups.${action.group}`)}</span>
            </span>
            <Keys shortcut={action.keys[0]} />
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

function offered(query: string): Action[] {
  const [ja, en] = [i18n.getFixedT("ja"), i18n.getFixedT("en")];
  const shown = ACTIONS.filter((action) => action.id !== "commands" && canDo(action));
  return matching(shown, query, (action) => ({
    titles: [ja, en].map((t) => t(`actions.${action.id}`)),
    also: [action.also],
    help: [ja, en].map((t) => t(`groups.${action.group}`)),
  }));
}
