// How a tab looks, wherever it stands.
export const TAB =
  "quiet text-soft data-active:bg-accent-tint data-active:font-semibold data-active:text-ink";
