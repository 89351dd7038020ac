// The journey as it was at earlier times, kept apart from the workspace. Going back is one step, which can be taken back.
import { useTranslation } from "react-i18next";
import { useJourney } from "../state/journey";
import { SnapshotList } from "./SnapshotList";

export function SnapshotsPanel() {
  const { t } = useTranslation();
  const opened = useJourney((journey) => journey.opened);
  const { restore } = useJourney.getState();
  if (!opened) return null;
  return (
    <SnapshotList
      document={opened.document}
      revision={opened.revision}
      does={t("snapshots.back")}
      onPick={(snapshot) => void restore(snapshot)}
    />
  );
}
