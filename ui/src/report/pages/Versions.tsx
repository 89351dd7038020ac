// The journey as it is against one of its snapshots, on the same customers with the same luck: what was changed, what that
// does to every figure, and to whom.
import { Layers, Loader, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Compared } from "../../bindings/Compared";
import type { Difference } from "../../bindings/compare/Difference";
import type { Words } from "../../bindings/Words";
import { useText } from "../../i18n/text";
import { useFigures } from "../../rehearsal/figures";
import { useNames } from "../../state/names";
import { Apart } from "../Apart";
import { useComparison } from "../comparison";
import { valueIn } from "../estimate";
import { Page, Part, Table } from "../parts";
import { useReport } from "../report";
import { useTell } from "../useTell";
import { AgainstWhat } from "./AgainstWhat";
import { OnTheDrawing } from "./OnTheDrawing";

export function Versions() {
  const { t } = useTranslation();
  const { words } = useText();
  const figures = useFigures();
  const { compared, refused, going, stop, show } = useComparison();
  const answer = compared
    ? t(compared.outcome.changed_customers === 0 ? "report.versions.same" : "report.versions.answer", {
        count: compared.outcome.changed_customers,
        number: figures.count(compared.outcome.changed_customers),
        all: figures.count(compared.outcome.customers),
      })
    : t("report.versions.choose");
  return (
    <Page question={t("report.versions.question")} answer={answer}>
      <div className="flex flex-wrap items-center gap-3">
        <AgainstWhat />
        {compared && (
          <button
            type="button"
            className="quiet border border-control"
            onClick={() => {
              show(true);
              useReport.getState().open(null);
            }}
          >
            <Layers size={14} />
            {t("overlay.show")}
          </button>
        )}
        {going && (
          <>
            <Loader size={15} className="animate-spin text-accent motion-reduce:animate-none" />
            <button type="button" className="quiet border border-control" onClick={stop}>
              <Square size={13} />
              {t("rehearse.stop")}
            </button>
          </>
        )}
      </div>
      {refused && (
        <p role="alert" className="rounded-panel bg-warning-tint px-4 py-3 text-warning">
          {words(refused.message)}
        </p>
      )}
      {compared && <Result compared={compared} />}
    </Page>
  );
}

function Result({ compared }: { compared: Compared }) {
  const { t } = useTranslation();
  const { words } = useText();
  const figures = useFigures();
  const names = useNames();
  const run = useComparison((comparison) => comparison.run);
  const tell = useTell(run);
  const { outcome } = compared;
  const end = (name: string) => words(compared.ends[name] ?? { en: name, ja: name });
  const step = (id: string | null) => (id === null ? t("report.versions.atEntry") : names.step(id));
  return (
    <>
      <Part title={t("report.versions.changes")}>
        <Changes sign="+" tint="text-success" changes={compared.added} />
        <Changes sign="−" tint="text-error" changes={compared.removed} />
        <Changes sign="~" tint="text-warning" changes={compared.changed} />
        {compared.added.length + compared.removed.length + compared.changed.length === 0 && (
          <p className="text-soft">{t("report.versions.nothing")}</p>
        )}
      </Part>
      <OnTheDrawing overlay={compared.overlay} />
      <Part title={t("report.versions.figures")} help={t("report.versions.paired", { runs: outcome.runs })}>
        <Table
          label={t("report.versions.figures")}
          rows={outcome.kpis}
          keyOf={(kpi) => kpi.id}
          columns={[
            { head: t("report.kpis.figure"), cell: (kpi) => words({ en: "", ja: "", ...kpi.name }) },
            {
              head: t("report.versions.old"),
              cell: (kpi) => <Value of={kpi} value={kpi.old} />,
              figure: true,
            },
            {
              head: t("report.versions.new"),
              cell: (kpi) => <Value of={kpi} value={kpi.new} />,
              figure: true,
            },
            { head: t("report.arms.difference"), cell: (kpi) => <Apart kpi={kpi} /> },
          ]}
        />
      </Part>
      {outcome.switched.length > 0 && (
        <Part title={t("report.versions.switched")} help={t("report.firstRun")}>
          <Table
            label={t("report.versions.switched")}
            rows={outcome.switched}
            keyOf={(it) => `${it.old_end} → ${it.new_end}`}
            columns={[
              { head: t("report.versions.old"), cell: (it) => end(it.old_end) },
              { head: t("report.versions.new"), cell: (it) => end(it.new_end) },
              { head: t("rehearse.customers"), cell: (it) => figures.count(it.customers), figure: true },
            ]}
          />
        </Part>
      )}
      {outcome.parted.length > 0 && (
        <Part title={t("report.versions.parted")} help={t("report.firstRun")}>
          <Table
            label={t("report.versions.parted")}
            rows={outcome.parted}
            keyOf={(it) => it.node ?? ""}
            columns={[
              { head: t("rehearse.step"), cell: (it) => step(it.node) },
              { head: t("rehearse.customers"), cell: (it) => figures.count(it.customers), figure: true },
            ]}
          />
        </Part>
      )}
      {outcome.changed.length > 0 && (
        <Part title={t("report.versions.who")} help={t("report.versions.whoHelp", { count: SHOWN })}>
          <Table
            label={t("report.versions.who")}
            rows={outcome.changed.slice(0, SHOWN)}
            keyOf={(it) => it.customer}
            columns={[
              {
                head: t("rehearse.id"),
                cell: (it) => (
                  <button
                    type="button"
                    className="text-accent hover:underline"
                    onClick={() => tell(it.customer)}
                  >
                    {it.customer}
                  </button>
                ),
              },
              { head: t("report.versions.old"), cell: (it) => end(it.old_end) },
              { head: t("report.versions.new"), cell: (it) => end(it.new_end) },
              { head: t("report.versions.partedAt"), cell: (it) => step(it.first_parted_at) },
            ]}
          />
        </Part>
      )}
    </>
  );
}

/** Customers who are named on the page. */
const SHOWN = 50;

function Changes({ sign, tint, changes }: { sign: string; tint: string; changes: Words[] }) {
  const { words } = useText();
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.en} className="flex gap-2">
          <span aria-hidden className={`w-3 shrink-0 text-center font-semibold ${tint}`}>
            {sign}
          </span>
          {words(change)}
        </li>
      ))}
    </ul>
  );
}

function Value({ of, value }: { of: Difference; value: number }): ReactNode {
  const { language } = useText();
  return valueIn(language, of, value);
}
