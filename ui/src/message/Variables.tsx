// The menu of what can be put into a text: customers' attributes first, then what is known on the way.
import { Menu } from "@base-ui/react/menu";
import { Braces } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import { letters } from "../search/spelling";
import { useVocabulary } from "../state/vocabulary";

/** The variable that the runtime fills in. */
const UNSUBSCRIBE = "unsubscribe_url";

const ITEM =
  "flex min-h-7 cursor-default items-center justify-between gap-4 rounded-control px-3 text-sm data-highlighted:bg-accent-tint";

export function Variables({ onChoose }: { onChoose: (path: string) => void }) {
  const { t } = useTranslation();
  const { words } = useText();
  const names = useVocabulary()?.names ?? [];
  const known = names.map((name) => ({ path: name.path, called: words(name.label) }));
  const all = [...known, { path: UNSUBSCRIBE, called: t("message.unsubscribe") }];
  return (
    <Menu.Root>
      <Menu.Trigger className="quiet self-start border border-control">
        <Braces size={14} />
        {t("message.insert")}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup
            finalFocus={false}
            className="max-h-80 min-w-56 overflow-auto rounded-panel border border-line bg-raised p-1 shadow-lg"
          >
            {all.map(({ path, called }) => (
              <Menu.Item
                key={path}
                className={ITEM}
                label={letters(called)}
                onClick={() => window.setTimeout(() => onChoose(path))}
              >
                {called}
                <code className="text-xs text-soft">{path}</code>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
