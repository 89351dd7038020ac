// A choice of one among a few, or of several, by pointer and by key.
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { type Ref, useState } from "react";
import { letters } from "../search/spelling";

export interface Option {
  value: string;
  label: string;
}

interface Shown {
  label: string;
  options: Option[];
  /** Whether it stands in a line of text rather than in a form. */
  slim?: boolean;
  placeholder?: string;
}

interface Props extends Shown {
  value: string;
  ref?: Ref<HTMLButtonElement>;
  onChange: (value: string) => void;
}

export function Select({ value, onChange, ref, ...shown }: Props) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))} items={shown.options}>
      <Choices {...shown} chosen={value === "" ? [] : [value]} trigger={ref} />
    </Base.Root>
  );
}

interface ManyProps extends Shown {
  values: string[];
  onChange: (values: string[]) => void;
}

/** Several at once: what was chosen is sent when the list closes, as one change. */
export function SelectMany({ values, onChange, ...shown }: ManyProps) {
  const [hand, setHand] = useState<string[] | null>(null);
  const chosen = hand ?? values;
  const close = (open: boolean) => {
    if (!open && hand && hand.join("\n") !== values.join("\n")) onChange(hand);
    setHand(null);
  };
  return (
    <Base.Root multiple value={chosen} onValueChange={setHand} onOpenChange={close} items={shown.options}>
      <Choices {...shown} chosen={chosen} />
    </Base.Root>
  );
}

function Choices(props: Shown & { chosen: string[]; trigger?: Ref<HTMLButtonElement> | undefined }) {
  const { label, options, slim, placeholder, chosen, trigger } = props;
  const shape = slim
    ? "inline-flex items-center gap-1 rounded-control px-1.5 text-xs text-soft hover:text-ink"
    : "field flex items-center justify-between gap-2 text-left";
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const none = options.find((option) => option.value === "")?.label ?? placeholder;
  const shown = chosen.length > 0 ? chosen.map(labelOf).join(", ") : none;
  return (
    <>
      <Base.Trigger ref={trigger} aria-label={label} title={shown} className={shape}>
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
                label={letters(option.label)}
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
    </>
  );
}
