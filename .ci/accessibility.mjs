// Opens pages in headless Chromium and has axe-core look at each: at phone and laptop width, in light and in dark.
// Also fails when a page asks for anything but itself, or when its own policy had to stop something.
//
//   node accessibility.mjs CHROMIUM AXE.JS PAGE.html…
//
// Looks at as many pages at a time as there are processors, each in a tab of its own, loaded once.
//
// Talks to the browser over its debugging pipe, so that nothing but axe-core has to be installed.
import { spawn } from "node:child_process";
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [chromium, axePath, ...pages] = process.argv.slice(2);
if (pages.length === 0) throw new Error("name the browser, axe.min.js and at least one page");
const axe = readFileSync(axePath, "utf8");
const profile = mkdtempSync(join(tmpdir(), "axe-"));
const browser = spawn(
  chromium,
  ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", `--user-data-dir=${profile}`],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
);

let last = 0;
const waiting = new Map();
const events = [];
let rest = "";
browser.stdio[4].setEncoding("utf8").on("data", (chunk) => {
  const messages = (rest + chunk).split("\0");
  rest = messages.pop();
  for (const message of messages.map((m) => JSON.parse(m))) {
    if (message.id) {
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    } else {
      events.push(message);
    }
  }
});

const send = (method, params = {}, sessionId = undefined) =>
  new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    browser.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + "\0");
  });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function look(page) {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const say = (method, params) => send(method, params, sessionId);
  for (const domain of ["Page", "Network", "Log", "Runtime"]) await say(`${domain}.enable`);
  const url = pathToFileURL(resolve(page)).href;
  await say("Page.navigate", { url });
  const own = () => events.filter((e) => e.sessionId === sessionId);
  for (let tries = 0; !own().some((e) => e.method === "Page.loadEventFired"); tries++) {
    if (tries > 600) throw new Error(`${page} did not load`);
    await sleep(50);
  }
  await say("Runtime.evaluate", { expression: axe });
  const found = [];
  for (const width of [360, 1366]) {
    for (const scheme of ["light", "dark"]) {
      await say("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 });
      await say("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
      const { result, exceptionDetails } = await say("Runtime.evaluate", {
        expression: "axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify({ violations: r.violations, passes: r.passes.length, shown: [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches], wide: document.documentElement.scrollWidth > innerWidth }))",
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      const { violations, passes, shown, wide } = JSON.parse(result.value);
      if (passes === 0) throw new Error("axe-core checked nothing");
      if (shown[0] !== width || shown[1] !== (scheme === "dark")) throw new Error(`${page} was shown as ${shown}`);
      const finding = (what) => found.push(`${page} (${width}, ${scheme}): ${what}`);
      for (const v of violations) for (const n of v.nodes) finding(`${v.id}: ${v.help}: ${n.target.join(" ")}: ${n.failureSummary}`);
      if (wide) finding("the page as a whole has to be scrolled sideways");
    }
  }
  for (const { method, params } of own()) {
    if (method === "Network.requestWillBeSent" && params.request.url !== url) found.push(`${page}: asks for ${params.request.url}`);
    if (method === "Log.entryAdded") found.push(`${page}: ${params.entry.source}: ${params.entry.text}`);
  }
  await send("Target.closeTarget", { targetId });
  return found;
}

let failures = 0;
try {
  const left = [...pages];
  const work = async () => {
    while (left.length > 0) {
      const found = await look(left.shift());
      for (const line of found) console.log(line);
      failures += found.length;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
} finally {
  browser.kill();
  await new Promise((done) => browser.on("exit", done));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`accessibility: ${pages.length} pages, at two widths, in light and dark: ${failures} findings`);
process.exit(failures === 0 ? 0 : 1);
