// A label above, help on demand, errors below in words.
import { CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Problem } from "../bindings/Problem";
import { useText } from "../i18n/text";

interface Props {
  label: string;
  help?: string;
  problems?: Problem[];
  action?: ReactNode;
  children: ReactNode;
}

export function Labeled({ label, help, problems, action, children }: Props) {
  const { words } = useText();
  const [helped, setHelped] = useState(false);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex min-h-6 items-center gap-1">
        <span className="text-xs font-medium text-soft">{label}</span>
        {help && (
          <button
            type="button"
            aria-expanded={helped}
            aria-label={help}
            title={help}
            className="grid size-6 place-items-center text-soft hover:text-ink"
            onClick={() => setHelped(!helped)}
          >
            <CircleHelp size={13} />
          </button>
        )}
        <span className="flex-1" />
        {action}
      </div>
      {helped && <p className="text-xs text-soft">{help}</p>}
      {children}
      {problems?.map((problem) => (
        <p
          key={problem.code + problem.field + problem.line}
          className={`text-xs ${problem.severity === "error" ? "text-error" : problem.severity === "warning" ? "text-warning" : "text-info"}`}
        >
          {words(problem.message)}
        </p>
      ))}
    </div>
  );
}
