// Times the real window under a display: start, panning, keys, and what there is to install. `make bench` builds the
// release program and calls this with TABIJI_DESIGNER; prints one line for each figure.
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { By, Key, open, until } from "../tests/desktop/stage.mjs";

const COLUMNS = 25;
const SECONDS = 4;
const STARTS = 5;
const KEYS = 15;

/** Rows of waits, each leading to the next, behind one entry. */
function journey(steps) {
  const id = (index) => `nod_${String(index).padStart(11, "0")}`;
  const all = Array.from({ length: steps }, (_, index) => index);
  const kind = (index) => (index === 0 ? "entry.event" : index === steps - 1 ? "flow.end" : "wait.time");
  const place = (index) => ({ x: (index % COLUMNS) * 320, y: Math.floor(index / COLUMNS) * 160 });
  return {
    format: "tabiji.journey",
    version: 1,
    id: `jny_${steps}`,
    name: `${steps}`,
    nodes: Object.fromEntries(all.map((index) => [id(index), { kind: kind(index), name: `ステップ${index}` }])),
    edges: Object.fromEntries(
      all.slice(0, -1).map((index) => [id(index), { [index === 0 ? "out" : "done"]: id(index + 1) }]),
    ),
    layout: { nodes: Object.fromEntries(all.map((index) => [id(index), place(index)])) },
  };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** When the program began, in milliseconds since 1970, from the system's own books. */
function began(pid) {
  const ticks = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[19]);
  const boot = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))[1]);
  return boot * 1000 + ticks * 10;
}

/** Opens the window on a file and waits until its steps are drawn. */
async function opened(steps) {
  const stage = await open((folder) => {
    const file = join(folder, `${steps}.journey.json`);
    writeFileSync(file, JSON.stringify(journey(steps)));
    return [file];
  });
  await stage.driver.wait(until.elementLocated(By.css(".react-flow__node")), 30_000);
  const isDrawn = `return performance.getEntriesByName("steps drawn").length > 0`;
  await stage.driver.wait(() => stage.driver.executeScript(isDrawn), 30_000);
  return stage;
}

/** Milliseconds from the start of the program to its first paint, and to the first step in the page. */
async function start(steps) {
  const stage = await opened(steps);
  const [paint, drawn] = await stage.driver.executeScript(`
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const drawn = performance.getEntriesByName("steps drawn")[0];
    return [performance.timeOrigin + paint.startTime, performance.timeOrigin + drawn.startTime];
  `);
  const at = began(stage.program());
  await stage.close();
  return [paint - at, drawn - at];
}

/** Frames a second that reach the screen while the empty canvas is dragged about, back to where it was. */
async function panning(stage) {
  const screen = watched(process.env.TABIJI_SCREEN);
  const seconds = await stage.driver.executeAsyncScript(`
    const [seconds, done] = arguments;
    const pane = document.querySelector(".react-flow__pane");
    const box = pane.getBoundingClientRect();
    const at = { x: box.x + box.width / 2, y: box.y + 12 };
    const send = (target, type, x, y, buttons) => target.dispatchEvent(new MouseEvent(type,
      { bubbles: true, cancelable: true, view: window, button: 0, buttons, clientX: x, clientY: y }));
    send(pane, "mousedown", at.x, at.y, 1);
    const start = performance.now();
    const step = (now) => {
      const turn = Math.min(1, (now - start) / (seconds * 1000)) * 4 * Math.PI;
      send(window, "mousemove", at.x - 300 * Math.sin(turn), at.y + 200 * (1 - Math.cos(turn)), 1);
      if (now - start < seconds * 1000) return requestAnimationFrame(step);
      send(window, "mouseup", at.x, at.y, 0);
      done((now - start) / 1000);
    };
    requestAnimationFrame(step);
  `, SECONDS);
  return screen.changes() / seconds;
}

/** Counts how often the screen's picture changes: the file that the display keeps it in, looked at 500 times a second. */
function watched(file) {
  const screen = openSync(file, "r");
  const head = Buffer.alloc(100);
  readSync(screen, head, 0, head.length, 0);
  // The header of an X window dump: its size, bytes in a line, colors of 12 bytes.
  const [pixels, line] = [head.readUInt32BE(0) + 12 * head.readUInt32BE(76), head.readUInt32BE(48)];
  let [changes, last] = [-1, Buffer.alloc(0)];
  const look = () => {
    const rows = Array.from({ length: 50 }, (_, index) => {
      const row = Buffer.alloc(2000);
      readSync(screen, row, 0, row.length, pixels + (150 + 10 * index) * line + 4 * 300);
      return row;
    });
    const now = Buffer.concat(rows);
    if (!now.equals(last)) [changes, last] = [changes + 1, now];
  };
  look();
  const clock = setInterval(look, 2);
  return {
    changes() {
      clearInterval(clock);
      closeSync(screen);
      return changes;
    },
  };
}

/** Milliseconds from a key to the frame after the page shows what it did, as the median of several. */
async function keyToPaint({ driver }) {
  await driver.executeScript(`
    window.times_ = [];
    let start = 0;
    window.addEventListener("keydown", ({ key }) => { if (key.startsWith("Arrow")) start = performance.now(); }, true);
    const node = document.querySelector(".react-flow__node");
    new MutationObserver(() => {
      if (start === 0) return;
      const from = start;
      start = 0;
      requestAnimationFrame(() => setTimeout(() => window.times_.push(performance.now() - from), 0));
    }).observe(node, { attributes: true, attributeFilter: ["style"] });
  `);
  await driver.findElement(By.css(".react-flow__node article")).click();
  for (let turn = 0; turn < KEYS; turn += 1) {
    const key = turn % 2 === 0 ? Key.ARROW_RIGHT : Key.ARROW_LEFT;
    await driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform();
    await driver.sleep(300);
  }
  const times = await driver.executeScript("return window.times_");
  if (times.length < KEYS / 2) throw new Error(`of ${KEYS} keys only ${times.length} moved the step`);
  return median(times);
}

/**
 * A million customers in the window: the longest stretch without a frame while they are rehearsed, how long until the
 * program rests once it is told to stop, how long the numbers and the whole take, and the most memory that the program ever had.
 */
async function million() {
  const stage = await open();
  const { driver } = stage;
  const the = (css, most = 30_000) => driver.wait(until.elementLocated(By.css(css)), most, css);
  await (await the("[data-sample=cart-recovery]")).click();
  await the(".react-flow__node");
  await (await the("span:has(> button[aria-busy]) > button:last-child")).click();
  await (await the("[data-how] input")).sendKeys("1000000", Key.ENTER, Key.ESCAPE);
  await driver.sleep(1000);
  await driver.executeScript(`
    window.gaps_ = [];
    let last = performance.now();
    const frame = (now) => { window.gaps_.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  `);
  const begin = async () => {
    await driver.executeScript("window.gaps_.length = 0; document.querySelector('button[aria-busy]').click()");
    await the("[data-phase] [role=progressbar]");
  };
  const longest = () => driver.executeScript("return Math.max(...window.gaps_)");
  const pid = stage.program();
  const worked = () => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13).reduce((a, b) => a + Number(b), 0);
  const stops = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await begin();
    await driver.sleep(700 * (turn + 1));
    const told = driver.executeScript("document.querySelector('[data-phase] button').click()");
    const start = performance.now();
    // The system counts in hundredths of a second: the program rests once nothing was added for five of them.
    let [rests, before, at] = [0, worked(), start];
    while (rests < 5) {
      await new Promise((later) => setTimeout(later, 10));
      const now = worked();
      if (now > before) [rests, at] = [0, performance.now()];
      else rests += 1;
      before = now;
    }
    await told;
    stops.push(at - start);
    await driver.sleep(500);
  }
  await begin();
  const start = performance.now();
  await the("section[data-phase]", 600_000);
  const numbers = (performance.now() - start) / 1000;
  await the('section[data-phase="done"]', 600_000);
  const took = (performance.now() - start) / 1000;
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1] / 1000;
  const gap = await longest();
  await stage.close();
  return { gap, stops, numbers, took, peak };
}

const say = (line) => process.stdout.write(`${line}\n`);

const starts = [];
for (let turn = 0; turn < STARTS; turn += 1) starts.push(await start(100));
const of = (place) => median(starts.map((times) => times[place])).toFixed(0);
say(`start with 100 steps: first paint ${of(0)} ms, steps drawn ${of(1)} ms (median of ${STARTS})`);
for (const steps of [100, 1000]) {
  const stage = await opened(steps);
  await new Promise((later) => setTimeout(later, 2000));
  const drawn = (await stage.driver.findElements(By.css(".react-flow__node"))).length;
  say(`key to paint, ${steps} steps: ${(await keyToPaint(stage)).toFixed(0)} ms`);
  // The first seconds of a page may be slower: its code is not compiled yet.
  const [first, later] = [await panning(stage), await panning(stage)];
  say(`panning ${steps} steps, ${drawn} in the page: ${first.toFixed(0)} frames a second at first, ${later.toFixed(0)} then`);
  await stage.close();
}
const { gap, stops, numbers, took, peak } = await million();
say(`1,000,000 customers: numbers after ${numbers.toFixed(1)} s, all of the report after ${took.toFixed(1)} s, longest gap between frames ${gap.toFixed(0)} ms, program at most ${peak.toFixed(0)} MB`);
say(`stopped: the program rests after ${stops.map((ms) => ms.toFixed(0)).join(", ")} ms`);
say(`program: ${(statSync(process.env.TABIJI_DESIGNER).size / 1e6).toFixed(1)} MB`);
