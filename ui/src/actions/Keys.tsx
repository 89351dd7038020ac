// The keys of a shortcut, as they are printed on a keyboard.
import { keysOf } from "./keys";

export function Keys({ shortcut }: { shortcut: string | undefined }) {
  if (!shortcut) return null;
  return (
    <span className="flex shrink-0 gap-1">
      {keysOf(shortcut).map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded border border-line bg-sunken px-1 text-center font-sans text-xs text-soft"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
