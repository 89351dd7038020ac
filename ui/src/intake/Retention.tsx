// For how long customers are kept: some days, or until somebody purges them.
import { useTranslation } from "react-i18next";
import { Select } from "../controls/Select";

const DAYS = [7, 30, 90, 180, 365];

export function Retention({
  days,
  onChange,
}: {
  days: number | null;
  onChange: (days: number | null) => void;
}) {
  const { t } = useTranslation();
  const all =
    days !== null && !DAYS.includes(days) ? [...DAYS, days].sort((one, other) => one - other) : DAYS;
  return (
    <Select
      label={t("intake.keepFor")}
      value={days === null ? "always" : String(days)}
      options={[
        ...all.map((days) => ({ value: String(days), label: t("intake.days", { days }) })),
        { value: "always", label: t("intake.untilPurged") },
      ]}
      onChange={(value) => onChange(value === "always" ? null : Number(value))}
    />
  );
}
