// Shortcuts as text ("Ctrl+Shift+Z"): whether a key that was pressed is one, and how it is shown.

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const MODIFIERS = ["Ctrl", "Alt", "Shift"];
const SHOWN: Record<string, string> = {
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** Whether the pressed key is the shortcut. Ctrl is also the command key; a sign that needs Shift says so itself. */
export function isPressed(shortcut: string, pressed: Pressed): boolean {
  const parts = shortcut.split("+");
  const key = parts.at(-1) ?? "";
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  const sign = key.length === 1 && !/[a-z0-9]/i.test(key);
  return (
    key.toLowerCase() === pressed.key.toLowerCase() &&
    wants("Ctrl") === (pressed.ctrlKey || pressed.metaKey) &&
    (wants("Alt") === pressed.altKey || sign) &&
    (wants("Shift") === pressed.shiftKey || sign)
  );
}

/** Returns the keys of a shortcut, one after the other, as they are shown. */
export function keysOf(shortcut: string): string[] {
  const parts = shortcut.split("+");
  const known = parts.filter((part) => MODIFIERS.includes(part));
  const key = parts.at(-1) ?? "";
  return [...known, SHOWN[key] ?? key];
}
