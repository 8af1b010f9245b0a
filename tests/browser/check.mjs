// Opens report/index.html in a headless Chromium and checks what a reader relies on. Needs node 18 and Chromium; nothing from npm.
//
//   node tests/browser/check.mjs FOLDER [--shots DIR]     FOLDER holds report/index.html (and records.jsonl)
//
// Without a browser it says "skipped" and succeeds, unless REQUIRE_ALL=1.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const args = process.argv.slice(2);
const at = args.indexOf("--shots");
const shots = at < 0 ? null : resolve(args.splice(at, 2)[1]);
const folder = resolve(args[0] ?? "out");
const page = join(folder, "report", "index.html");
const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome", "chrome"].filter(Boolean);
const browser = names.find((n) => spawnSync(n, ["--version"], { stdio: "ignore" }).status === 0);
if (!browser) {
  console.log("skipped: no Chromium found");
  process.exit(process.env.REQUIRE_ALL === "1" ? 1 : 0);
}
if (!existsSync(page)) {
  console.error(`${page}: no such file; run the pipeline first`);
  process.exit(1);
}

const profile = mkdtempSync(join(tmpdir(), "chancery-browser-"));
const child = spawn(browser, ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
  "--disable-background-networking", `--user-data-dir=${profile}`, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
let number = 0, buffer = "";
const waiting = new Map(), listeners = [];
child.stdio[4].on("data", (chunk) => {
  buffer += chunk.toString();
  for (let end; (end = buffer.indexOf("\0")) >= 0; buffer = buffer.slice(end + 1)) {
    const message = JSON.parse(buffer.slice(0, end));
    if (message.id) {
      const { done, fail } = waiting.get(message.id);
      waiting.delete(message.id);
      message.error ? fail(new Error(message.error.message)) : done(message.result);
    } else for (const listen of listeners) listen(message);
  }
});
let session;
const send = (method, params = {}) => new Promise((done, fail) => {
  waiting.set(++number, { done, fail });
  child.stdio[3].write(JSON.stringify({ id: number, method, params, sessionId: session }) + "\0");
});
const failures = [];
const check = (what, fine, more = "") => {
  console.log(`${fine ? "ok  " : "FAIL"}  ${what}${more === "" ? "" : "  " + more}`);
  if (!fine) failures.push(what);
};
const run = async (text) => {
  const { result, exceptionDetails } = await send("Runtime.evaluate", { expression: text, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
};
const load = async (url) => {
  const loaded = new Promise((done) => listeners.push((m) => m.method === "Page.loadEventFired" && done()));
  await send("Page.navigate", { url });
  await loaded;
};
const size = (width, height) => send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
const theme = (value) => send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }, { name: "prefers-reduced-motion", value: "reduce" }] });
const shot = async (name) => {
  const { data } = await send("Page.captureScreenshot", { format: "png" });
  writeFileSync(join(shots, name), Buffer.from(data, "base64"));
};

// Contrast of every visible text against what lies behind it (WCAG 2.2, 4.5:1; large text 3:1).
const CONTRAST = `(() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  const bad = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) {
    const e = n.parentElement;
    if (!n.data.trim() || !e.checkVisibility() || e.closest("script,style,.vh,svg,option")) continue;
    const s = getComputedStyle(e), a = light(parse(s.color).slice(0, 3)), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), big = parseFloat(s.fontSize) >= 24;
    if (ratio < (big ? 3 : 4.5)) bad.set(e.tagName + "." + e.className, ratio.toFixed(2));
  }
  return [...bad].slice(0, 8).map((b) => b.join(" ")).join("; ");
})()`;

try {
  const { targetInfos } = await send("Target.getTargets");
  const target = targetInfos.find((t) => t.type === "page").targetId;
  session = (await send("Target.attachToTarget", { targetId: target, flatten: true })).sessionId;
  const requests = [], errors = [];
  listeners.push((m) => {
    if (m.method === "Network.requestWillBeSent" && !/^(data|about|blob):/.test(m.params.request.url)) requests.push(m.params.request.url);
    if (m.method === "Runtime.exceptionThrown") errors.push(m.params.exceptionDetails.exception?.description ?? m.params.exceptionDetails.text);
    if (m.method === "Log.entryAdded" && m.params.entry.level === "error") errors.push(m.params.entry.text);
  });
  for (const domain of ["Page", "Network", "Runtime", "Log"]) await send(`${domain}.enable`);
  await size(1280, 900);
  await theme("light");
  const url = pathToFileURL(page).href;

  await send("Emulation.setScriptExecutionDisabled", { value: true });
  await load(url);
  await send("Emulation.setScriptExecutionDisabled", { value: false });
  const plain = await run(`[document.querySelectorAll("main > section").length, document.querySelectorAll("main > section[hidden]").length, getComputedStyle(document.getElementById("tools")).display].join()`);
  check("readable without the script", /^[1-9]\d*,0,none$/.test(plain), plain);

  await load(url);
  check("no request but the page itself", requests.every((r) => r === url), [...new Set(requests)].filter((r) => r !== url).join(" "));

  const links = await run(`[...document.querySelectorAll('a[href^="#"]')].filter((a) => !document.getElementById(decodeURIComponent(a.getAttribute("href").slice(1)))).map((a) => a.getAttribute("href")).slice(0, 5).join()`);
  check("every inner link lands somewhere", links === "", links);
  const twice = await run(`(() => { const seen = new Set(); return [...document.querySelectorAll("[id]")].map((e) => e.id).filter((i) => seen.size === seen.add(i).size).slice(0, 5).join(); })()`);
  check("no id twice", twice === "", twice);

  const records = join(folder, "records.jsonl");
  if (existsSync(records)) {
    const evidence = readFileSync(records, "utf8").split("\n").filter(Boolean).flatMap((l) => JSON.parse(l).evidence);
    const quotes = evidence.map((e) => [e.finding, e.words ?? e.quote]);
    const wrong = await run(`(() => {
      const even = (t) => t.replace(/[\\s\\u0000-\\u001f\\u2400-\\u2421]+/g, " ").trim();
      return ${JSON.stringify(quotes)}.filter(([id, q]) => { const m = document.getElementById(id); return !m || m.tagName !== "MARK" || even(m.textContent) !== even(q); }).map(([id]) => id);
    })()`);
    check(`all ${quotes.length} quotes stand in their mark`, wrong.length === 0, wrong.slice(0, 5).join());
    const rows = await run(`document.querySelectorAll("tr[data-k]").length`);
    const count = readFileSync(records, "utf8").split("\n").filter(Boolean).length;
    check("every record has one row", rows === count, `${rows} of ${count}`);
    if (quotes.length) {
      await run(`location.hash = ${JSON.stringify(quotes[quotes.length - 1][0])}`);
      await new Promise((done) => setTimeout(done, 400));
      check("a followed mark is in view and lit", await run(`(() => { const m = document.querySelector("mark:target"), r = m?.getBoundingClientRect(); return !!m && r.height > 0 && r.top < innerHeight && r.bottom > 0; })()`));
      await run(`location.hash = ""`);
    }
  }

  const word = await run(`(() => { for (const e of document.querySelectorAll(".people .name, blockquote")) { const w = e.textContent.split(/\\s+/).find((w) => /[\\u0110\\u0111]/.test(w) || w.normalize("NFD") !== w); if (w) return w.replace(/[^\\p{L}\\p{M}]/gu, ""); } return ""; })()`);
  if (word) {
    const plainWord = word.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
    const found = await run(`(async () => { const q = document.getElementById("q"); const ask = async (w) => { q.value = w; q.dispatchEvent(new Event("input")); await new Promise((r) => setTimeout(r, 300)); return [...document.querySelectorAll("tr[id]:not([hidden])")].filter((r) => !r.closest("[hidden]")).length; }; const n = [await ask(${JSON.stringify(word)}), await ask(${JSON.stringify(plainWord)}), await ask("zzqxv")]; await ask(""); return n; })()`);
    check(`search finds "${word}" and "${plainWord}"`, found[0] > 0 && found[0] === found[1] && found[2] === 0, found.join());
  }
  const spoken = await run(`(() => { const s = document.getElementById("lang"); if (!s) return "one language"; const seen = []; for (const o of s.options) { s.value = o.value; s.dispatchEvent(new Event("change")); seen.push(document.documentElement.lang + ":" + document.querySelector("#made h2").textContent.trim()); } s.selectedIndex = 0; s.dispatchEvent(new Event("change")); return new Set(seen).size === s.options.length ? seen.join(" ") : "FAIL " + seen.join(" "); })()`);
  check("the interface speaks every language", !spoken.startsWith("FAIL"), spoken);

  for (const value of ["light", "dark"]) {
    await theme(value);
    const bad = await run(CONTRAST);
    check(`contrast 4.5:1 (${value})`, bad === "", bad);
  }
  const unnamed = await run(`[...document.querySelectorAll("a, button, input, select, [role=region], svg[role]")].filter((e) => !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length)).length`);
  check("everything to press has a name", unnamed === 0, unnamed || "");
  await size(420, 900);
  const wide = await run(`document.documentElement.scrollWidth`);
  check("no sideways scrolling at 420 px", wide <= 420, String(wide));
  const { data } = await send("Page.printToPDF", { preferCSSPageSize: true });
  check("prints", Buffer.from(data, "base64").subarray(0, 4).toString() === "%PDF");
  check("no error in the console", errors.length === 0, errors.slice(0, 3).join(" | "));

  if (shots) {
    mkdirSync(shots, { recursive: true });
    for (const [width, value] of [[1280, "light"], [1280, "dark"], [420, "light"], [420, "dark"]]) {
      await size(width, 1400);
      await theme(value);
      await run("scrollTo(0, 0)");
      await shot(`top-${width}-${value}.png`);
      for (const id of await run(`[...document.querySelectorAll("main > section")].map((s) => s.id)`)) {
        await run(`document.getElementById(${JSON.stringify(id)}).scrollIntoView()`);
        await shot(`${id}-${width}-${value}.png`);
      }
    }
    console.log(`screenshots in ${shots}`);
  }
} catch (error) {
  check(`ran to the end: ${error.message}`, false);
} finally {
  child.kill();
  await new Promise((done) => child.exitCode !== null || child.signalCode ? done() : child.once("exit", done));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(failures.length ? 1 : 0);
