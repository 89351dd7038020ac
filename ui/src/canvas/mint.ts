// New ids: random, so that two windows never mean the same one.
export function mint(prefix: "nod" | "note" | "grp"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${prefix}_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
