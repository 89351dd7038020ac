// What the journey is held against: one of its snapshots, its file as it was last saved, or a file that is chosen.
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../bridge";
import { Select } from "../../controls/Select";
import { useText } from "../../i18n/text";
import { useJourney } from "../../state/journey";
import { useView } from "../../state/view";
import { useComparison } from "../comparison";

const [SAVED, FILE] = ["saved", "file"];

export function AgainstWhat() {
  const { t } = useTranslation();
  const { language } = useText();
  const document = useJourney((journey) => journey.opened?.document) ?? "";
  const revision = useJourney((journey) => journey.opened?.revision);
  const saved = useJourney((journey) => journey.opened?.file) ?? null;
  const dialogs = useView((view) => view.dialogs);
  const input = useRef<HTMLInputElement>(null);
  const { against, name, hold } = useComparison();
  const { data } = useQuery({
    queryKey: ["snapshots", document, revision],
    queryFn: () => call("snapshots", { document }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const snapshots = (data?.snapshots ?? [])
    .filter(({ good }) => good)
    .map((snapshot) => {
      const when = new Date(snapshot.at).toLocaleString(language, {
        dateStyle: "medium",
        timeStyle: "short",
      });
      return { value: snapshot.id, label: `${when} · ${t(`snapshots.${snapshot.why}`)}` };
    });
  const options = [
    ...(saved === null ? [] : [{ value: SAVED, label: t("report.versions.saved", { file: saved }) }]),
    { value: FILE, label: against?.of === "file" ? name : t("report.versions.file") },
    ...snapshots,
  ];
  const choose = (value: string) => {
    if (value === SAVED) return void hold({ of: "saved" }, t("report.versions.saved", { file: saved ?? "" }));
    if (value !== FILE)
      return void hold(
        { of: "snapshot", snapshot: value },
        snapshots.find((it) => it.value === value)?.label ?? "",
      );
    if (dialogs) return void hold({ of: "chosen" }, t("report.versions.chosen"));
    input.current?.click();
  };
  const current =
    against === null
      ? ""
      : against.of === "snapshot"
        ? against.snapshot
        : against.of === "saved"
          ? SAVED
          : FILE;
  return (
    <span className="w-96 max-w-full">
      <Select
        label={t("report.versions.against")}
        value={current}
        options={options}
        placeholder={t("report.versions.against")}
        onChange={choose}
      />
      <input
        ref={input}
        type="file"
        accept=".json"
        hidden
        aria-label={t("report.versions.file")}
        onChange={async (event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again, once somebody has changed it.
          event.target.value = "";
          if (file) await hold({ of: "file", name: file.name, text: await file.text() }, file.name);
        }}
      />
    </span>
  );
}
