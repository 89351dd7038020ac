// The report as a file: which kind, and what each is for.
import { Menu } from "@base-ui/react/menu";
import { ChevronDown, FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRehearsal } from "../../rehearsal/rehearsal";
import { exportReport } from "./exportReport";

const SHAPES = ["pdf", "xlsx", "csv", "json"] as const;

export function ExportMenu() {
  const { t } = useTranslation();
  const none = useRehearsal((rehearsal) => rehearsal.whole === null);
  return (
    <Menu.Root>
      <Menu.Trigger className="quiet mb-2" disabled={none}>
        <FileDown size={15} />
        {t("report.export.menu")}
        <ChevronDown size={13} className="text-soft" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup className="z-50 min-w-72 rounded-panel border border-line bg-raised p-1 shadow-lg">
            {SHAPES.map((shape) => (
              <Menu.Item
                key={shape}
                className="cursor-default rounded-control px-3 py-1 data-highlighted:bg-accent-tint"
                onClick={() => void exportReport(shape)}
              >
                {t(`report.export.${shape}`)}
                <span className="block text-xs text-soft">{t(`report.export.${shape}Help`)}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
