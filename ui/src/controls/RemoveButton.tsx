// Takes one item away.
import { X } from "lucide-react";

export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className="grid size-6 shrink-0 place-items-center rounded-control text-soft hover:bg-sunken hover:text-error"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <X size={14} />
    </button>
  );
}
