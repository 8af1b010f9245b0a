"use strict";
(() => {
const $ = (q, at = document) => [...at.querySelectorAll(q)];
const byId = (id) => document.getElementById(id);
const fold = (t) => t.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[đð]/g, "d").replace(/ł/g, "l").replace(/ø/g, "o").replace(/ı/g, "i").replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/œ/g, "oe").replace(/þ/g, "th");
const keep = (k, v) => { try { localStorage.setItem(k, v); } catch { } };
const kept = (k) => { try { return localStorage.getItem(k); } catch { return null; } };
const root = document.documentElement;
byId("tools").hidden = false;

// Words of the interface in the other languages: short ones are known by their text, long ones by their number.
const table = byId("texts") ? JSON.parse(byId("texts").textContent) : { codes: [], short: {}, long: [] };
const words = byId("words").dataset;
let at = -1, spots = null;
const word = (key) => (at < 0 ? null : table.long[words[key + "Id"]]?.[at]) ?? words[key];
const find = () => {
const out = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n; (n = walk.nextNode());) {
const e = n.parentElement, id = e.dataset.t;
if (id !== undefined) out.push([n, n.data, table.long[id]]);
else if (table.short[n.data] && !e.closest("bdi,cite,blockquote,q,mark,code,.text>div,script,.copy")) out.push([n, n.data, table.short[n.data]]);
}
return out;
};
const named = $("[data-a]").map((e) => [e, e.placeholder ? "placeholder" : "aria-label"]).map(([e, k]) => [e, k, e.getAttribute(k), table.long[e.dataset.a]]);
const speak = (lang) => {
spots ??= find();
at = table.codes.indexOf(lang);
root.lang = lang;
for (const [n, own, others] of spots) n.data = at < 0 ? own : others[at];
for (const [e, k, own, others] of named) e.setAttribute(k, at < 0 ? own : others[at]);
for (const e of $(".copy")) e.textContent = word("copy");
haystack.clear();
};

// Search and filters. Exact marks come before folded ones by being counted first; rows that do not match are hidden.
const rows = $("tr[data-k], .people tr[id], .source");
const haystack = new Map(), moved = new Set();
const hay = (row) => { if (!haystack.has(row)) haystack.set(row, [row.textContent.toLowerCase(), fold(row.textContent)]); return haystack.get(row); };
const lists = $("section").map((s) => [s, $("tr[data-k], .people tr[id], .source", s)]).filter(([, r]) => r.length);
const filter = () => {
const q = byId("q").value.trim(), terms = fold(q).split(/\s+/).filter(Boolean), exact = q.toLowerCase();
const k = byId("k").value, c = byId("c").value, y = byId("y").value;
const any = q || k || c || y;
let n = 0, best = null;
for (const row of rows) {
const d = row.dataset, fact = d.k !== undefined;
const fits = !any || ((fact || !(k || y)) && (!k || d.k === k) && (!c || (d.c || "").split(" ").includes(c)) && (!y || row.cells[1].dataset.v.startsWith(y)) && terms.every((t) => hay(row)[1].includes(t)) && (fact || q || c));
row.hidden = !fits;
if (any && fits && fact) n++;
row.classList.toggle("exact", !!(q && fits && hay(row)[0].includes(exact)));
}
for (const [section, inside] of lists) {
section.hidden = any && inside.every((r) => r.hidden);
for (const body of $("tbody", section)) {
const mine = inside.filter((r) => r.parentElement === body), hit = mine.filter((r) => r.classList.contains("exact"));
if (hit.length || moved.has(body)) body.append(...(hit.length ? hit.concat(mine.filter((r) => !hit.includes(r))) : mine));
hit.length ? moved.add(body) : moved.delete(body);
}
for (const d of $(".fold", section)) if (any && $("tr:not([hidden])", d).length) d.open = true;
}
for (const id of ["brief", "timeline", "matrix", "topics", "network", "conflicts", "index", "coverage", "made"]) if (byId(id)) byId(id).hidden = !!any;
const shown = byId("shown");
shown.hidden = !any;
shown.textContent = word("found").replace("{n}", n);
};
let wait;
byId("q").addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(filter, 120); });
for (const id of ["k", "c", "y"]) byId(id).addEventListener("change", filter);
document.addEventListener("keydown", (e) => {
if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { e.preventDefault(); byId("q").focus(); }
if (e.key === "Escape" && document.activeElement === byId("q")) { byId("q").value = ""; filter(); }
});

// A link to something that is filtered or folded away shows it.
const reveal = () => {
let id = location.hash.slice(1);
try { id = decodeURIComponent(id); } catch { }
const at = id && byId(id);
if (!at) return;
if (at.closest("[hidden]")) { for (const f of ["q", "k", "c", "y"]) byId(f).value = ""; filter(); }
for (let d = at.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
at.scrollIntoView({ block: at.tagName === "MARK" ? "center" : "start" });
};
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => { for (const d of $(".text")) d.open = true; });

// Sorting by column.
for (const t of $("table.register")) for (const [i, th] of $("thead th", t).entries()) {
const b = document.createElement("button");
b.type = "button";
b.append(...th.childNodes);
th.append(b);
b.addEventListener("click", () => {
const down = th.getAttribute("aria-sort") === "ascending", body = t.tBodies[0];
const value = (r) => { const cell = r.cells[i]; return cell.dataset.v ?? cell.textContent.trim(); };
const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
const sorted = [...body.rows].sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
for (const h of $("thead th", t)) h.removeAttribute("aria-sort");
th.setAttribute("aria-sort", down ? "descending" : "ascending");
body.append(...sorted);
});
}

// The number of a row leads to the row itself.
for (const row of $("tr[data-k]")) {
const a = document.createElement("a");
a.href = "#" + row.id; a.className = "ref";
a.append(...row.cells[0].childNodes);
row.cells[0].append(a);
}

// A statement with its citation, to the clipboard.
for (const cell of $("tr[data-k] > :nth-child(3)")) {
const b = document.createElement("button");
b.type = "button"; b.className = "copy"; b.textContent = word("copy");
cell.append(b);
b.addEventListener("click", async () => {
const part = (q) => (cell.querySelector(q)?.textContent ?? "").trim();
const said = part("p") + "\n\u201c" + part("blockquote") + "\u201d \u2014 " + part("blockquote + p") + " [" + cell.parentElement.id + "]";
try { await navigator.clipboard.writeText(said); }
catch { const a = document.createElement("textarea"); a.value = said; document.body.append(a); a.select(); document.execCommand("copy"); a.remove(); }
b.textContent = word("copied");
setTimeout(() => { b.textContent = word("copy"); }, 1500);
});
}

// Theme and language.
const dark = matchMedia("(prefers-color-scheme: dark)");
byId("theme").addEventListener("click", () => {
const now = root.dataset.theme || (dark.matches ? "dark" : "light");
root.dataset.theme = now === "dark" ? "light" : "dark";
keep("chancery-theme", root.dataset.theme);
});
if (/^(dark|light)$/.test(kept("chancery-theme") || "")) root.dataset.theme = kept("chancery-theme");
byId("lang")?.addEventListener("change", (e) => speak(e.target.value));
reveal();
})();
