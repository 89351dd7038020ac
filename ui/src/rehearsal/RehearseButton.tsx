// The one button that matters, and how it is done: customers, runs, seed, start, length.
import { Popover } from "@base-ui/react/popover";
import { ChevronDown, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../controls/TextField";
import { PopulationChoice } from "../intake/PopulationChoice";
import { isRunning, useRehearsal } from "./rehearsal";

export function RehearseButton() {
  const { t } = useTranslation();
  const running = useRehearsal(isRunning);
  const begin = useRehearsal((rehearsal) => rehearsal.begin);
  return (
    <span className="ml-1 flex shrink-0 items-stretch rounded-control bg-accent text-accent-ink">
      <button
        type="button"
        className="flex min-h-7 items-center gap-1.5 rounded-l-control px-3 font-semibold hover:brightness-110"
        title={t("rehearse.title")}
        aria-busy={running}
        onClick={() => void begin(true)}
      >
        <Play size={14} />
        {t("actions.rehearse")}
      </button>
      <Popover.Root>
        <Popover.Trigger
          className="grid min-w-7 place-items-center rounded-r-control border-l border-accent-ink/30 hover:brightness-110"
          aria-label={t("rehearse.how")}
          title={t("rehearse.how")}
        >
          <ChevronDown size={14} />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner sideOffset={6} align="end" className="z-50">
            <Popover.Popup className="w-72 rounded-panel border border-line bg-raised p-4 shadow-lg">
              <Popover.Title className="mb-3 font-semibold">{t("rehearse.how")}</Popover.Title>
              <How />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}

/** A whole number of at least 1; nothing else changes anything. */
const whole = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : null);

function How() {
  const { t } = useTranslation();
  const { setup, live, choose, goLive } = useRehearsal();
  const text = (value: number | null) => value?.toString() ?? "";
  return (
    <div data-how className="flex flex-col gap-3">
      {setup.population === null && (
        <Row label={t("rehearse.customers")} help={t("rehearse.customersHelp")}>
          <TextField
            label={t("rehearse.customers")}
            value={text(setup.customers)}
            placeholder={t("rehearse.asTheJourney")}
            onChange={(typed) => choose({ customers: whole(typed) })}
          />
        </Row>
      )}
      <PopulationChoice />
      <Row label={t("rehearse.runs")} help={t("rehearse.runsHelp")}>
        <TextField
          label={t("rehearse.runs")}
          value={text(setup.runs)}
          placeholder={t("rehearse.asNeeded")}
          onChange={(typed) => choose({ runs: whole(typed) })}
        />
      </Row>
      <Row label={t("rehearse.start")} help={t("rehearse.startHelp")}>
        <TextField
          label={t("rehearse.start")}
          value={setup.start ?? ""}
          placeholder={t("rehearse.asTheJourney")}
          onChange={(typed) => choose({ start: typed.trim() || null })}
        />
      </Row>
      <Row label={t("rehearse.horizon")} help={t("rehearse.horizonHelp")}>
        <TextField
          label={t("rehearse.horizon")}
          value={setup.horizon}
          onChange={(typed) => choose({ horizon: typed.trim() || "90d" })}
        />
      </Row>
      <Row label={t("rehearse.seed")} help={t("rehearse.seedHelp")}>
        <TextField
          label={t("rehearse.seed")}
          value={text(setup.seed)}
          onChange={(typed) => choose({ seed: whole(typed) ?? setup.seed })}
        />
      </Row>
      <label className="flex items-start gap-2 border-t border-line pt-3">
        <input type="checkbox" className="mt-1 accent-accent" checked={live} onChange={() => goLive(!live)} />
        <span>
          {t("rehearse.live")}
          <span className="block text-xs text-soft">{t("rehearse.liveHelp")}</span>
        </span>
      </label>
    </div>
  );
}

function Row({ label, help, children }: { label: string; help: string; children: ReactNode }) {
  return (
    <div>
      <span className="block text-xs font-medium">{label}</span>
      {children}
      <span className="mt-0.5 block text-xs text-soft">{help}</span>
    </div>
  );
}
