// The tints of notes, as classes; text on each has its contrast.
import type { Tint } from "./frames";

export const TINT: Record<Tint, string> = {
  amber: "bg-warning-tint border-warning/40",
  blue: "bg-info-tint border-info/40",
  green: "bg-success-tint border-success/40",
  pink: "bg-error-tint border-error/40",
  gray: "bg-sunken border-line",
};
