// The table that says what the drawing shows of two versions: steps and ways that differ, and by how many customers.
import { useTranslation } from "react-i18next";
import type { Differs } from "../../bindings/Differs";
import type { Overlay } from "../../bindings/Overlay";
import { useText } from "../../i18n/text";
import { useNames } from "../../state/names";
import { SIGNS, TINTS } from "../overlay";
import { Part, Table } from "../parts";
import { useApart } from "../useApart";

export function OnTheDrawing({ overlay }: { overlay: Overlay }) {
  const { t } = useTranslation();
  const { words } = useText();
  const names = useNames();
  const { count, apart, interval } = useApart();
  const nameOf = (id: string | null) => {
    if (id === null) return "–";
    const ghost = overlay.steps.find(({ node }) => node === id)?.ghost;
    return ghost ? words(ghost.name) : names.step(id);
  };
  if (overlay.steps.length + overlay.ways.length === 0) return null;
  return (
    <>
      {overlay.steps.length > 0 && (
        <Part title={t("overlay.steps")}>
          <Table
            label={t("overlay.steps")}
            rows={overlay.steps}
            keyOf={({ node }) => node}
            columns={[
              { head: t("overlay.how"), cell: ({ mark }) => <Sign mark={mark} of="step" /> },
              { head: t("rehearse.step"), cell: ({ node }) => nameOf(node) },
              { head: t("overlay.what"), cell: ({ told }) => told.map(words).join(" · ") },
            ]}
          />
        </Part>
      )}
      {overlay.ways.length > 0 && (
        <Part title={t("overlay.ways")} help={t("overlay.waysHelp")}>
          <Table
            label={t("overlay.ways")}
            rows={overlay.ways}
            keyOf={({ node, port }) => `${node}.${port}`}
            columns={[
              { head: t("overlay.how"), cell: ({ mark }) => (mark ? <Sign mark={mark} of="way" /> : "") },
              { head: t("rehearse.step"), cell: ({ node }) => nameOf(node) },
              { head: t("overlay.wayOut"), cell: (way) => words(way.words) },
              {
                head: t("overlay.leadsTo"),
                cell: ({ old_to, new_to }) =>
                  old_to === new_to ? nameOf(new_to) : `${nameOf(old_to)} → ${nameOf(new_to)}`,
              },
              {
                head: t("report.versions.old"),
                cell: ({ gone }) => (gone ? count(gone.old, gone) : "–"),
                figure: true,
              },
              {
                head: t("report.versions.new"),
                cell: ({ gone }) => (gone ? count(gone.new, gone) : "–"),
                figure: true,
              },
              {
                head: t("report.arms.difference"),
                cell: ({ gone, node, port }) =>
                  gone && (
                    <span
                      data-way-difference={`${node}.${port}`}
                      data-verdict={gone.verdict}
                      className={
                        gone.verdict === "more" || gone.verdict === "less" ? "font-medium" : "text-soft"
                      }
                    >
                      {apart(gone)}
                      <span className="block text-xs">{interval(gone)}</span>
                    </span>
                  ),
              },
            ]}
          />
        </Part>
      )}
    </>
  );
}

function Sign({ mark, of }: { mark: Differs; of: "step" | "way" }) {
  const { t } = useTranslation();
  return (
    <span className={`font-semibold whitespace-nowrap ${TINTS[mark]}`}>
      {SIGNS[mark]} {t(`overlay.${of}.${mark}`)}
    </span>
  );
}
