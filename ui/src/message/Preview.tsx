// A message as one sample customer reads it, and the way to the samples worth looking at: the longest, those with a gap.
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shown } from "../bindings/Shown";
import type { Texts } from "../bindings/Texts";
import { call } from "../bridge";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";

export function Preview({ texts, short }: { texts: Texts; short: boolean }) {
  const { t, i18n } = useTranslation();
  const { words } = useText();
  const [customer, setCustomer] = useState(0);
  const document = useJourney((journey) => journey.opened?.document) ?? "";
  const settings = useJourney((journey) => journey.opened?.drawing.settings);
  const { data } = useQuery({
    queryKey: ["preview", document, settings, texts, customer],
    queryFn: () => call("preview", { document, texts, customer }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (!data || (texts.body === "" && !texts.subject)) return null;
  const { reader, samples, gaps, longest, most } = data;
  const number = (count: number) => count.toLocaleString(i18n.language);
  const step = (by: number) => setCustomer(((reader?.at ?? 0) + by + samples) % samples);
  return (
    <section aria-label={t("message.preview")} className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center gap-1">
        <span className="flex-1 text-xs font-medium text-soft">{t("message.preview")}</span>
        {reader && (
          <>
            <button
              type="button"
              className="quiet px-1"
              aria-label={t("message.before")}
              onClick={() => step(-1)}
            >
              <ChevronLeft size={14} />
            </button>
            <span className="text-xs tabular-nums" aria-live="polite">
              {reader.id}
            </span>
            <button
              type="button"
              className="quiet px-1"
              aria-label={t("message.after")}
              onClick={() => step(1)}
            >
              <ChevronRight size={14} />
            </button>
          </>
        )}
      </div>
      <div
        lang={texts.language}
        className="rounded-panel border border-line bg-sunken p-3 text-sm break-words whitespace-pre-wrap select-text"
      >
        {data.subject && (
          <p className="mb-2 border-b border-line pb-2 font-semibold">
            <Read shown={data.subject} />
          </p>
        )}
        {data.body ? (
          <Read shown={data.body} />
        ) : (
          <span className="text-soft">{t("message.unreadable")}</span>
        )}
      </div>
      {short && data.body && (
        <p className="text-xs text-soft tabular-nums">
          {t("message.length", {
            length: data.body.sms.length,
            room: data.body.sms.room,
            count: data.body.sms.messages,
            alphabet: t(data.body.sms.gsm ? "message.gsm" : "message.ucs2"),
          })}
        </p>
      )}
      {data.nobody && <p className="text-xs text-soft">{words(data.nobody)}</p>}
      <div className="flex flex-wrap gap-1">
        {short && longest.count > 0 && longest.count < samples && (
          <Jump onClick={() => setCustomer(longest.first)}>{t("message.longest", { count: most })}</Jump>
        )}
        {gaps.count > 0 && (
          <Jump wrong onClick={() => setCustomer(gaps.first)}>
            {t("message.gaps", { gaps: number(gaps.count), samples: number(samples), count: gaps.count })}
          </Jump>
        )}
      </div>
      {samples > 0 && (
        <p className="text-xs text-soft">{t("message.samples", { samples: number(samples) })}</p>
      )}
    </section>
  );
}

function Jump(props: { wrong?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      className={`quiet border border-control text-xs ${props.wrong ? "text-warning" : ""}`}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

/** A text with what its variables became set apart. */
function Read({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  return shown.pieces.map((piece, at) => {
    const key = `${at}${piece.is}`;
    if (piece.is === "plain") return <span key={key}>{piece.text}</span>;
    if (piece.is === "value")
      return (
        <mark key={key} className="rounded-sm bg-accent-tint text-inherit">
          {piece.text}
        </mark>
      );
    return (
      <mark
        key={key}
        className="rounded-sm border border-dashed border-warning bg-transparent px-1 text-warning"
      >
        {t("message.gap")}
      </mark>
    );
  });
}
