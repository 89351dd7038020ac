// Customers worth looking at: who stands for many, who fared worst; and who was much alike and went another way.
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import type { Turned } from "../../bindings/report/Turned";
import { useFigures } from "../../rehearsal/figures";
import { Page, Part, Table } from "../parts";
import { useAttribute } from "../useAttribute";
import { useReportNames } from "../useSaid";
import { useTell } from "../useTell";

export function PeoplePage({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const tell = useTell();
  const customers = report.people?.customers;
  if (!customers) return <p className="px-8 py-8 text-soft">{t("report.notYet")}</p>;
  return (
    <Page
      question={t("report.people.question")}
      answer={t("report.people.answer", { count: customers.length })}
    >
      {customers.map((customer) => (
        <Part key={customer.why} title={t(`report.people.${customer.why}`)}>
          <p className="mb-2 flex flex-wrap items-center gap-3">
            <button
              type="button"
              className="quiet border border-control"
              onClick={() => tell(customer.customer)}
            >
              {customer.customer}
            </button>
            {t("report.people.fared", { wait: figures.length(customer.waited_ms), effort: customer.effort })}
          </p>
          {(customer.turned ?? []).length > 0 && (
            <Turns turns={customer.turned ?? []} report={report} label={t("report.people.turns")} />
          )}
        </Part>
      ))}
    </Page>
  );
}

function Turns({ turns, report, label }: { turns: Turned[]; report: Report; label: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const attribute = useAttribute();
  const { step, way } = useReportNames(report);
  const differs = (turned: Turned) =>
    Object.entries(turned.differs).map(([name, values]) => {
      const [own, other] = values ?? ["", ""];
      return `${attribute.label(name)} ${attribute.value(name, own)} / ${attribute.value(name, other)}`;
    });
  return (
    <Table
      label={label}
      rows={turns}
      keyOf={({ node }) => node}
      columns={[
        { head: t("rehearse.step"), cell: ({ node }) => step(node) },
        { head: t("report.people.went"), cell: ({ node, port }) => way(node, port) },
        {
          head: t("report.people.other"),
          cell: ({ node, other, other_port }) => (
            <>
              <button type="button" className="text-accent hover:underline" onClick={() => tell(other)}>
                {other}
              </button>{" "}
              {way(node, other_port)}
            </>
          ),
        },
        { head: t("report.people.differs"), cell: (turned) => differs(turned).join(t("report.comma")) },
      ]}
    />
  );
}
