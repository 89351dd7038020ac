import { expect, test } from "vitest";
import en from "../i18n/en.json";
import { GROUPS } from "./action";
import { isPressed, keysOf, type Pressed } from "./keys";
import { ACTIONS } from "./registry";

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("a shortcut is its keys and no others", () => {
  expect(isPressed("Ctrl+Z", press("z", { ctrlKey: true }))).toBe(true);
  expect(isPressed("Ctrl+Z", press("z", { metaKey: true }))).toBe(true);
  expect(isPressed("Ctrl+Z", press("Z", { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(isPressed("N", press("n", { ctrlKey: true }))).toBe(false);
  expect(isPressed("Delete", press("Delete", { shiftKey: true }))).toBe(false);
});

test("a sign is the same on every keyboard, however it is typed there", () => {
  expect(isPressed("?", press("?", { shiftKey: true }))).toBe(true);
  expect(isPressed("[", press("[", { altKey: true }))).toBe(true);
});

test("keys are shown as they are printed", () => {
  expect(keysOf("Ctrl+Shift+Z")).toEqual(["Ctrl", "Shift", "Z"]);
  expect(keysOf("ArrowRight")).toEqual(["→"]);
});

test("every action has its words, its group, and keys that no other one has", () => {
  const words: Record<string, unknown> = en.actions;
  const taken = new Map<string, string>();
  for (const action of ACTIONS) {
    expect(words[action.id], action.id).toBeTypeOf("string");
    expect(GROUPS).toContain(action.group);
    for (const key of action.keys) {
      expect(taken.get(key), `${key} of ${action.id}`).toBeUndefined();
      taken.set(key, action.id);
    }
  }
});
