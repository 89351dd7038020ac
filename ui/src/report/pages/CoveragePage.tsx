// What nobody tried, and who would try it; or the conditions that make it impossible.
import { UserSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Gap } from "../../bindings/report/Gap";
import type { Report } from "../../bindings/report/Report";
import type { Share } from "../../bindings/report/Share";
import { useFlow } from "../../canvas/flow";
import { lookAt } from "../../designer/look";
import { useFigures } from "../../rehearsal/figures";
import { useRehearsal } from "../../rehearsal/rehearsal";
import { useJourney } from "../../state/journey";
import { useView } from "../../state/view";
import { CannotTell, Page, Part, Table } from "../parts";
import { useReport } from "../report";
import { useAttribute } from "../useAttribute";
import { useReportNames } from "../useSaid";
import { useTell } from "../useTell";

const KINDS = ["nodes", "edges", "conditions", "timeouts", "errors"] as const;

export function CoveragePage({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { step, way } = useReportNames(report);
  const { coverage } = report;
  if (!coverage) return <p className="px-8 py-8 text-soft">{t("report.notYet")}</p>;
  const rows = KINDS.map((kind) => ({ kind, share: coverage[kind] })).filter(({ share }) => share.total > 0);
  const possible = ({ total, impossible }: Share) => total - impossible;
  const place = (gap: Gap) => {
    const at = gap.node ? step(gap.node) : t("report.coverage.exitRule");
    if (gap.condition)
      return t(`report.coverage.${gap.truth ? "true" : "false"}`, { at, condition: gap.condition });
    return gap.port && gap.node ? `${at} › ${way(gap.node, gap.port)}` : at;
  };
  const open = coverage.gaps.filter(({ answer }) => answer === "not_found").length;
  const answer =
    coverage.gaps.length === 0
      ? t("report.coverage.all")
      : t("report.coverage.answer", { count: coverage.gaps.length, open });
  return (
    <Page question={t("report.coverage.question")} answer={answer}>
      <Part title={t("report.coverage.table")}>
        <Table
          label={t("report.coverage.table")}
          rows={rows}
          keyOf={({ kind }) => kind}
          columns={[
            { head: t("report.what"), cell: ({ kind }) => t(`report.coverage.${kind}`) },
            {
              head: t("report.coverage.covered"),
              cell: ({ share }) => figures.count(share.covered),
              figure: true,
            },
            {
              head: t("report.coverage.possible"),
              cell: ({ share }) => figures.count(possible(share)),
              figure: true,
            },
            {
              head: t("report.coverage.impossible"),
              cell: ({ share }) => figures.count(share.impossible),
              figure: true,
            },
            {
              head: t("report.share"),
              cell: ({ share }) => figures.share(possible(share) === 0 ? 1 : share.covered / possible(share)),
              figure: true,
            },
          ]}
        />
      </Part>
      {coverage.gaps.length > 0 && (
        <Part title={t("report.coverage.gaps")}>
          <ul>
            {coverage.gaps.map((gap) => (
              <li
                key={JSON.stringify([gap.node, gap.port, gap.condition, gap.truth])}
                className="border-b border-line py-2"
              >
                <GoTo node={gap.node}>{place(gap)}</GoTo>
                <AnswerTo gap={gap} step={step} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </Page>
  );
}

/** Goes to the step on the drawing. */
function GoTo({ node, children }: { node: string | undefined; children: string }) {
  const known = useJourney(
    (journey) => node !== undefined && journey.opened?.drawing.nodes[node] !== undefined,
  );
  const flow = useFlow();
  if (!known || node === undefined) return <span className="font-medium">{children}</span>;
  const go = () => {
    useReport.getState().open(null);
    useView.getState().select([node]);
    // The drawing comes back first, and looks at where it starts.
    window.setTimeout(() => lookAt(flow, node), 400);
  };
  return (
    <button type="button" className="text-left font-medium text-accent hover:underline" onClick={go}>
      {children}
    </button>
  );
}

function AnswerTo({ gap, step }: { gap: Gap; step: (id: string) => string }) {
  const { t } = useTranslation();
  const attribute = useAttribute();
  const tell = useTell(useRehearsal((rehearsal) => rehearsal.wholeOf));
  const { answer } = gap;
  if (answer === "not_found") return <CannotTell> {t("report.coverage.notFound")}</CannotTell>;
  if ("impossible" in answer) {
    const list = answer.impossible;
    return (
      <div className="text-soft">
        {t(list.length > 0 ? "report.coverage.contradiction" : "report.coverage.never")}
        <ul className="list-disc pl-5">
          {list.map((it) => (
            <li key={`${it.node} ${it.condition} ${it.holds}`}>
              {t(it.holds ? "report.coverage.wouldHold" : "report.coverage.wouldFail", {
                step: step(it.node),
                condition: it.condition,
              })}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const { customer } = answer;
  const values = Object.entries(customer.attributes).map(
    ([name, value]) => `${attribute.label(name)} ${attribute.value(name, value ?? null)}`,
  );
  return (
    <div className="text-soft">
      {t("report.coverage.customer", { count: customer.copies })} {values.join(t("report.comma"))}
      {customer.events.map((event) => (
        <span key={`${event.at} ${event.event}`} className="block text-xs">
          {t("report.coverage.event", { at: event.at.slice(0, 16).replace("T", " "), event: event.event })}
          {Object.entries(event.properties).map(([name, value]) => ` · ${name}: ${value}`)}
        </span>
      ))}
      {customer.draws.map((draw) => (
        <span key={`${draw.node} ${draw.of}`} className="block text-xs">
          {t("report.coverage.chance", { step: step(draw.node), of: draw.of, result: draw.result })}
        </span>
      ))}
      <button
        type="button"
        data-screen-only
        data-candidate={customer.id}
        className="quiet mt-1 border border-control"
        onClick={() => tell(customer.id)}
      >
        <UserSearch size={14} />
        {t("report.coverage.see")}
      </button>
    </div>
  );
}
