// Snapshots of a journey, the newest first: when, why, how large; one that is not as it was written cannot be picked.
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Snapshot } from "../bindings/Snapshot";
import { call } from "../bridge";
import { useText } from "../i18n/text";

interface SnapshotListProps {
  document: string;
  /** The journey's revision now, where it has one: the list is asked for anew when it changes. */
  revision?: number;
  /** What picking one does, in words. */
  does: string;
  onPick: (snapshot: string) => void;
}

export function SnapshotList({ document, revision, does, onPick }: SnapshotListProps) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ["snapshots", document, revision],
    queryFn: () => call("snapshots", { document }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  if (!data) return null;
  if (data.snapshots.length === 0) return <p className="px-4 py-3 text-soft">{t("snapshots.none")}</p>;
  return (
    <ul className="min-h-0 flex-1 overflow-auto">
      {data.snapshots.map((snapshot) => (
        <Row
          key={snapshot.id}
          snapshot={snapshot}
          now={snapshot.revision === revision}
          does={does}
          onPick={onPick}
        />
      ))}
    </ul>
  );
}

interface RowProps extends Pick<SnapshotListProps, "does" | "onPick"> {
  snapshot: Snapshot;
  /** Whether the journey is at it. */
  now: boolean;
}

function Row({ snapshot, now, does, onPick }: RowProps) {
  const { t } = useTranslation();
  const { label, language } = useText();
  const when = new Date(snapshot.at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li
      data-snapshot={snapshot.id}
      className="flex items-center gap-4 border-t border-line px-4 py-1 first:border-t-0"
    >
      <time className="w-36 shrink-0">{when}</time>
      <span className="min-w-0 flex-1 truncate">{label(snapshot.name)}</span>
      <span className="shrink-0 text-xs text-soft">{t("gallery.steps", { count: snapshot.steps })}</span>
      <span className="w-40 shrink-0 truncate text-xs text-soft">{t(`snapshots.${snapshot.why}`)}</span>
      {now ? (
        <span className="shrink-0 px-2 py-1 text-xs text-soft">{t("snapshots.now")}</span>
      ) : (
        <button
          type="button"
          className="quiet shrink-0 border border-control text-xs"
          disabled={!snapshot.good}
          title={snapshot.good ? undefined : t("snapshots.damaged")}
          aria-label={`${does} ${when}`}
          onClick={() => onPick(snapshot.id)}
        >
          <RotateCcw size={13} />
          {snapshot.good ? does : t("snapshots.damaged")}
        </button>
      )}
    </li>
  );
}
