// Whether all groups of customers fare alike.
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import type { SegmentValue } from "../../bindings/report/SegmentValue";
import { useFigures } from "../../rehearsal/figures";
import { CannotTell, Page, Part, Table } from "../parts";
import { useAttribute } from "../useAttribute";
import { Difference } from "./Arms";

const differs = ({ difference_low: low, difference_high: high }: SegmentValue) =>
  low === null || high === null ? null : low > 0 || high < 0;

export function Groups({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const attribute = useAttribute();
  const segments = report.people?.segments;
  if (!segments) return <p className="px-8 py-8 text-soft">{t("report.notYet")}</p>;
  const apart = segments.flatMap(({ values }) =>
    values.filter((value) => !value.few && differs(value) === true),
  );
  return (
    <Page question={t("report.groups.question")} answer={t("report.groups.answer", { count: apart.length })}>
      <p className="text-xs text-soft">{t("report.groups.help")}</p>
      {segments.map((segment) => (
        <Part key={segment.attribute} title={attribute.label(segment.attribute)}>
          <Table
            label={attribute.label(segment.attribute)}
            rows={segment.values}
            keyOf={({ value }) => value ?? "–"}
            columns={[
              {
                head: t("report.groups.group"),
                cell: ({ value }) => attribute.value(segment.attribute, value),
              },
              {
                head: t("report.groups.entered"),
                cell: (group) => figures.count(group.entered),
                figure: true,
              },
              {
                head: t("report.groups.reached"),
                cell: (group) => figures.count(group.reached),
                figure: true,
              },
              {
                head: t("report.groups.rate"),
                cell: (group) => (group.rate === null ? "–" : figures.share(group.rate)),
                figure: true,
              },
              {
                head: t("report.groups.difference"),
                cell: (group) =>
                  group.few ? (
                    <CannotTell>{t("report.groups.few")}</CannotTell>
                  ) : (
                    group.difference !== null && (
                      <Difference
                        of={{
                          value: group.difference,
                          low: group.difference_low,
                          high: group.difference_high,
                          method: "newcombe",
                          differs: differs(group),
                        }}
                      />
                    )
                  ),
              },
              {
                head: t("report.groups.messages"),
                cell: (group) => (group.messages === null ? "–" : figures.money(group.messages)),
                figure: true,
              },
            ]}
          />
        </Part>
      ))}
    </Page>
  );
}
