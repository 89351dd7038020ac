// The first screen: start from a sample, start empty, or open a file; and the journeys there are.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { FileUp, LayoutTemplate, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Listing } from "../bindings/Listing";
import type { Opened } from "../bindings/Opened";
import { call } from "../bridge";
import { LanguageAndTheme } from "../designer/LanguageAndTheme";
import { SnapshotList } from "../history/SnapshotList";
import { useText } from "../i18n/text";
import { refusedOf, useJourney } from "../state/journey";
import { useView } from "../state/view";
import { focusSamples, SampleCard } from "./SampleCard";

export function Gallery() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ["gallery"], queryFn: () => call("gallery", {}), gcTime: 0 });
  const start = useStart();
  return (
    <div className="flex h-full flex-col">
      <main className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto max-w-5xl px-8 py-10">
          <header className="mb-8 flex flex-wrap items-baseline gap-x-3">
            <h1 className="text-xl font-semibold">
              Tabiji <span className="font-normal text-soft">旅路</span>
            </h1>
            <p className="text-soft">{t("app.tagline")}</p>
          </header>
          <Doors start={start} />
          <Heading title={t("gallery.samplesTitle")} help={t("gallery.samplesHelp")} />
          <div className="grid grid-cols-[repeat(auto-fit,minmax(min(20rem,100%),1fr))] gap-4">
            {data?.samples.map((sample) => (
              <SampleCard
                key={sample.id}
                sample={sample}
                onPick={() => start(() => call("start_sample", { sample: sample.id }))}
              />
            ))}
          </div>
          {data && data.journeys.length > 0 && (
            <>
              <Heading title={t("gallery.recent")} />
              <ul className="overflow-hidden rounded-panel border border-line bg-panel">
                {data.journeys.map((journey) => (
                  <Recent key={journey.document} journey={journey} start={start} />
                ))}
              </ul>
            </>
          )}
        </div>
      </main>
      <footer className="flex min-h-8 items-center justify-end gap-2 border-t border-line bg-panel px-4">
        <LanguageAndTheme />
      </footer>
    </div>
  );
}

type Start = (ask: () => Promise<Opened | null>) => void;

function useStart(): Start {
  const { show, refuse } = useJourney.getState();
  return (ask) => {
    ask().then((opened) => opened && show(opened), refuse);
  };
}

function Heading({ title, help }: { title: string; help?: string }) {
  return (
    <div className="mt-10 mb-3 flex flex-wrap items-baseline gap-x-3">
      <h2 className="text-base font-semibold">{title}</h2>
      {help && <p className="text-xs text-soft">{help}</p>}
    </div>
  );
}

function Doors({ start }: { start: Start }) {
  const { t } = useTranslation();
  const dialogs = useView((view) => view.dialogs);
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File) => call("open_text", { name: file.name, text: await file.text() });
  const openFile = () => (dialogs ? start(() => call("open_file", {})) : input.current?.click());
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-4">
      <Door
        icon={<LayoutTemplate size={18} />}
        title={t("gallery.samples")}
        help={t("gallery.samplesDoor")}
        onClick={focusSamples}
      />
      <Door
        icon={<Plus size={18} />}
        title={t("gallery.empty")}
        help={t("gallery.emptyHelp")}
        onClick={() => start(() => call("start_empty", {}))}
      />
      <Door
        icon={<FileUp size={18} />}
        title={t("gallery.file")}
        help={t("gallery.fileHelp")}
        onClick={openFile}
      />
      <input
        ref={input}
        type="file"
        accept=".json"
        hidden
        aria-label={t("gallery.file")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) start(() => read(file));
        }}
      />
    </div>
  );
}

function Door(props: { icon: ReactNode; title: string; help: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={props.onClick}
      className="flex items-center gap-3 rounded-panel border border-line bg-panel p-4 text-left transition-colors duration-120 hover:border-accent"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-control bg-accent-tint text-accent">
        {props.icon}
      </span>
      <span>
        <span className="block font-semibold">{props.title}</span>
        <span className="block text-xs text-soft">{props.help}</span>
      </span>
    </button>
  );
}

function Recent({ journey, start }: { journey: Listing; start: Start }) {
  const { t } = useTranslation();
  const { label, language } = useText();
  const queries = useQueryClient();
  const { refuse } = useJourney.getState();
  const [damaged, setDamaged] = useState(false);
  const open = () =>
    call("open", { document: journey.document }).catch((error: unknown) => {
      if (refusedOf(error).code !== "damaged") throw error;
      setDamaged(true);
      return null;
    });
  const when = new Date(journey.changed_at).toLocaleString(language, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const remove = () =>
    call("remove", { document: journey.document }).then(
      () => queries.invalidateQueries({ queryKey: ["gallery"] }),
      refuse,
    );
  return (
    <li className="border-b border-line last:border-b-0">
      <div className="flex items-center hover:bg-sunken">
        <button
          type="button"
          className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 px-4 py-2.5 text-left"
          onClick={() => start(open)}
        >
          <span className="min-w-0 flex-1 truncate font-medium">{label(journey.name)}</span>
          <span className="text-xs text-soft">{t("gallery.steps", { count: journey.steps })}</span>
          <time className="w-40 text-right text-xs text-soft">{when}</time>
        </button>
        <button
          type="button"
          className="quiet mr-2"
          aria-label={`${t("gallery.remove")} ${label(journey.name)}`}
          onClick={remove}
        >
          <Trash2 size={15} />
        </button>
      </div>
      {damaged && (
        <div className="border-t border-line bg-warning-tint pb-1">
          <p className="px-4 py-2 text-warning">{t("snapshots.why")}</p>
          <SnapshotList
            document={journey.document}
            does={t("snapshots.startFrom")}
            onPick={(snapshot) => start(() => call("start_from", { document: journey.document, snapshot }))}
          />
        </div>
      )}
    </li>
  );
}
