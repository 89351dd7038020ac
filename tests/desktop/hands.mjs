// Real keys and real windows, as X11 sees them: for the system's own dialogs and for input methods, which no driver of
// the page can reach. Wants xdotool.
import { execFileSync } from "node:child_process";

const run = (...words) => execFileSync("xdotool", words, { encoding: "utf8" }).trim();

/** Presses keys, one after the other, each by its name. */
export const press = (...keys) => keys.length > 0 && run("key", "--delay", "60", ...keys);

/** Types letters as a person does, through the keyboard. */
export const type = (text) => run("type", "--delay", "60", text);

/** The windows on the screen whose title holds this; none while there is none. */
function windows(title) {
  try {
    return run("search", "--onlyvisible", "--name", title).split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

/** Waits for a window with this title, and gives it the keyboard. */
export async function windowTitled(title) {
  for (let tries = 0; tries < 100; tries += 1) {
    const [found] = windows(title);
    if (found) {
      run("windowfocus", "--sync", found);
      await new Promise((later) => setTimeout(later, 300));
      return found;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`no window "${title}" came`);
}
