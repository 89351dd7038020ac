// A Japanese input method of one's own: ibus with mozc, for the windows that this process opens. Its settings lie in a
// home folder that goes with it; those of the person at this machine are never read or written.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Hiragana from the first key on; the keyboard as it is. */
const SETTINGS = `engines {
  name : "mozc-jp"
  longname : "Mozc"
  layout : "default"
  rank : 80
}
active_on_launch: True
`;

const run = promisify(execFile);

/** Starts the input method, for all that is started after it. Wants a display and a session bus. */
export async function start() {
  const home = mkdtempSync(join(tmpdir(), "tabiji-ime-"));
  mkdirSync(join(home, ".config/mozc"), { recursive: true });
  writeFileSync(join(home, ".config/mozc/ibus_config.textproto"), SETTINGS);
  Object.assign(process.env, {
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    XDG_DATA_HOME: join(home, ".local/share"),
    GSETTINGS_BACKEND: "memory",
    GTK_IM_MODULE: "ibus",
    XMODIFIERS: "@im=ibus",
  });
  const daemon = spawn("ibus-daemon", ["--replace", "--panel=disable", "--config=disable"], { stdio: "ignore", detached: true });
  await chosen("mozc-jp");
  return {
    /** Ends the input method and all that it started. */
    stop() {
      return new Promise((done) => {
        daemon.once("exit", () => {
          rmSync(home, { recursive: true, force: true });
          done();
        });
        process.kill(-daemon.pid, "SIGTERM");
      });
    },
  };
}

/** Chooses the engine, once the daemon answers. Choosing also sets the keyboard's layout, which a bare display has not. */
async function chosen(engine) {
  const ibus = (...words) => run("ibus", words, { timeout: 5000 }).catch((failure) => failure);
  for (let tries = 0; tries < 60; tries += 1) {
    await ibus("engine", engine);
    const { stdout } = await ibus("engine");
    if (stdout?.trim() === engine) return;
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error(`the input method ${engine} does not come`);
}
