// What becomes of the events of each name in a file.
import { useTranslation } from "react-i18next";
import type { EventLook } from "../bindings/EventLook";
import type { FileLook } from "../bindings/FileLook";
import type { FilePlan } from "../bindings/FilePlan";
import { type Option, Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { useIntake } from "./intake";

export function EventNames({ look, plan }: { look: FileLook; plan: FilePlan }) {
  const { t } = useTranslation();
  const { language } = useText();
  const { takeEvent } = useIntake();
  const settings = useJourney((journey) => journey.opened?.drawing.settings) as
    | { events?: Record<string, unknown> }
    | undefined;
  const declared = Object.keys(settings?.events ?? {});
  const options = (event: EventLook): Option[] => {
    const others = declared.filter((name) => name !== event.name);
    return [
      { value: "out", label: t("intake.uses.out") },
      { value: `take:${event.name}`, label: t(event.declared ? "intake.event.known" : "intake.event.new") },
      ...others.map((name) => ({ value: `take:${name}`, label: t("intake.event.as", { name }) })),
    ];
  };
  return (
    <div className="pt-5">
      <h4 className="mb-1 text-xs font-medium text-soft">{t("intake.events")}</h4>
      <ul className="grid grid-cols-2 gap-x-8">
        {look.events.map((event) => {
          const of = plan.events[event.name];
          return (
            <li
              key={event.name}
              data-event={event.name}
              className="flex items-center gap-3 border-b border-line py-1.5"
            >
              <span className="min-w-0 flex-1 truncate" title={event.name}>
                {event.name}
              </span>
              <span className="text-xs text-soft">{event.count.toLocaleString(language)}</span>
              <span className="w-44">
                <Select
                  label={`${t("intake.use")}: ${event.name}`}
                  value={of?.is === "take" ? `take:${of.name}` : "out"}
                  options={options(event)}
                  onChange={(key) =>
                    takeEvent(
                      look.file,
                      event.name,
                      key === "out" ? { is: "out" } : { is: "take", name: key.slice(5) },
                    )
                  }
                />
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
