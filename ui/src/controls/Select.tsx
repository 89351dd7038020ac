// A choice of one among a few, by pointer and by key.
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";

export interface Option {
  value: string;
  label: string;
}

interface Props {
  label: string;
  value: string;
  options: Option[];
  /** Whether it stands in a line of text rather than in a form. */
  slim?: boolean;
  placeholder?: string;
  onChange: (value: string) => void;
}

export function Select({ label, value, options, slim, placeholder, onChange }: Props) {
  const shape = slim
    ? "inline-flex items-center gap-1 rounded-control px-1.5 text-xs text-soft hover:text-ink"
    : "field flex items-center justify-between gap-2 text-left";
  const shown = options.find((option) => option.value === value)?.label ?? (value || placeholder);
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))} items={options}>
      <Base.Trigger aria-label={label} className={shape}>
        <span className="truncate">{shown}</span>
        <ChevronDown size={14} className="shrink-0 text-soft" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-80 min-w-(--anchor-width) overflow-auto rounded-panel border border-line bg-raised p-1 shadow-lg">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex min-h-7 cursor-default items-center gap-2 rounded-control px-2 text-sm data-highlighted:bg-accent-tint"
              >
                <span className="w-4">
                  <Base.ItemIndicator>
                    <Check size={14} />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
