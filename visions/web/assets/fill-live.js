/* A sheet that several phones fill in at the same time, kept on the server as it is typed.

   What the server does not have yet is kept in this browser, through a reload, a closed tab and a
   restart of the server. */

import { Refused, make, readData, tell } from "./ask.js";
import { comeInAgain } from "./comein.js";
import { Choosers } from "./fill-conflicts.js";
import { Shared, flatten, isSame, spell } from "./fill-merge.js";
import { follow } from "./news.js";

const PAUSE = 700;
const LONGEST_PAUSE = 2000;
const PATIENCE = 12000;
const SAID = 10000;
const MOST_CHANGES = 100;
const MOST_ROUNDS = 40;
const KEPT_ALIVE = 60000; // bytes that a browser sends after the page is gone

const visions = window.visions;
const live = readData("live");
const form = readData("answers");
const t = { ...form.texts, ...live.texts };
const main = document.querySelector("main");

const draft = new visions.Draft(form);
draft.name = `live|${draft.name}`;
const read = (part) => visions.fit(part, draft.shape);
const kept = findKept();
draft.answers = kept?.mine ?? read(form.answers);
const fields = new visions.Fields(draft, changed);
const shared = new Shared(draft.answers, kept?.base ?? read(form.answers), visions.blankAction, put);
const choosers = new Choosers(fields, t, settle);
const refused = new Map(); // spelt path → the value that the server did not take

let state = "";
let due = 0;
let first = 0;
let timer = 0;
let isBusy = false;
let isAgain = false;
let isStale = false;
let failures = 0;
let trouble = "";
let wasOpen = 0;

/* What is kept in this browser */

function findKept() {
  if (!draft.canKeep) return null;
  const text = window.localStorage.getItem(draft.name);
  if (text === null) return null;
  try {
    const { base, mine, open, unsure } = JSON.parse(text);
    return { base: read(base), mine: read(mine), open, unsure };
  } catch {
    // Not of this version: put aside, so that the next key does not write over it.
    window.localStorage.setItem(`${draft.name}|unread`, text);
    return null;
  }
}

function keep() {
  try {
    window.localStorage.setItem(draft.name, JSON.stringify(shared.note()));
    draft.canKeep = true;
  } catch {
    draft.canKeep = false;
  }
}

function keepOrForget() {
  if (shared.isBehind() || refused.size) keep();
  else if (draft.canKeep) window.localStorage.removeItem(draft.name);
}

/* Changes here */

function changed() {
  keep();
  const now = Date.now();
  first = first || now;
  due = Math.min(now + PAUSE, first + LONGEST_PAUSE);
  wake(due - now);
  tellState();
}

function settle(key, value) {
  const path = JSON.parse(key);
  shared.settle(key);
  if (value !== undefined) {
    if (path[0] === "actions" && path.length === 2) settleAction(path[1], value);
    else put(path, value);
    for (const place of fields.listPlaces()) if (spell(place.path) === key) place.refresh();
  }
  choosers.show(shared.open);
  changed();
}

function settleAction(id, theirs) {
  const { actions } = draft.answers;
  if (theirs === null) {
    actions.splice(actions.findIndex((one) => one.id === id), 1);
    fields.rows.find(id)?.remove();
    fields.rows.count();
  } else {
    const action = JSON.parse(JSON.stringify(theirs));
    actions.push(action);
    fields.rows.add(action);
  }
}

/** Set a field of the answers here; entries of named lists are found by their name. */
function put(path, value) {
  const [list, key, ...rest] = path;
  const name = { actions: "id", milestones: "key", extra: "key" }[list];
  if (!name) {
    draft.put(path, value);
    return;
  }
  const entries = draft.answers[list];
  const shape = draft.shape[list][0];
  let node = entries.find((one) => one[name] === key);
  if (!node) {
    // A field may hold on to an entry that is no part of the draft yet.
    const place = fields.listPlaces().find((one) => one.list === list && one.node[name] === key);
    node = place?.node ?? visions.fit({ [name]: key }, shape);
    entries.push(node);
    entries.sort((one, other) => (one[name] < other[name] ? -1 : 1));
  }
  draft.put(rest, value, node, shape);
}

/* To and from the server */

function wake(milliseconds) {
  window.clearTimeout(timer);
  timer = window.setTimeout(work, Math.max(0, milliseconds));
}

async function call(method, body) {
  const text = body && JSON.stringify(body);
  const answer = await fetch(live.answers, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: text,
    keepalive: Boolean(text) && text.length * 3 < KEPT_ALIVE,
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Refused(answer.status, String(answer.status));
  return answer.json();
}

async function work() {
  if (isBusy) {
    isAgain = true;
    return;
  }
  isBusy = true;
  try {
    do {
      isAgain = false;
      if (isStale) {
        isStale = false;
        await look();
      }
      if (Date.now() >= due) await sendAll();
      else wake(due - Date.now());
    } while (isAgain || isStale);
    if (trouble && !shared.open.size) announce(t.back);
    failures = 0;
    trouble = "";
    state = "saved";
  } catch (error) {
    if (await isBackIn(error)) wake(0);
    else fail(error);
  }
  isBusy = false;
  tellState();
}

/** After a restart the server knows nobody: a phone comes in with the ticket that it kept. */
async function isBackIn(error) {
  if (error.status !== 401 || !live.is_phone) return false;
  isStale = true;
  try {
    return (await comeInAgain()) !== null;
  } catch {
    return false;
  }
}

async function look() {
  try {
    take(await call("GET"));
  } catch (error) {
    isStale = true;
    throw error;
  }
}

async function sendAll() {
  first = 0;
  let isSecond = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const changes = collect();
    if (!changes.length) {
      // What was not taken alone may be taken now that the rest is there.
      if (isSecond || !refused.size) return;
      isSecond = true;
      refused.clear();
      continue;
    }
    await send(changes.slice(0, MOST_CHANGES));
  }
}

/** What is to be sent, without what is not right yet and what the server would not take. */
function collect() {
  const held = new Set(listFaults().map(({ path }) => spell(path)));
  const isNew = ({ path, now }) => refused.get(spell(path)) !== JSON.stringify(now);
  return shared.collect((key) => held.has(key)).filter(isNew);
}

async function send(changes) {
  const body = changes.map((one) => ({ ...one, path: [form.kind, ...one.path] }));
  shared.send(changes);
  keep();
  state = "saving";
  tellState();
  try {
    take(await call("POST", { changes: body }), changes);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 422) throw error;
    shared.takeBack(changes);
    if (changes.length === 1) {
      refused.set(spell(changes[0].path), JSON.stringify(changes[0].now));
      return;
    }
    // One of them is not allowed: the others need not wait for it.
    const half = Math.ceil(changes.length / 2);
    await send(changes.slice(0, half));
    await send(changes.slice(half));
  }
}

function take(answer, sent = []) {
  const met = (answer.conflicts ?? []).map((one) => one.path.slice(1));
  show(shared.receive(read(answer[form.kind]), sent, met));
  keepOrForget();
}

function fail(error) {
  failures += 1;
  const status = error instanceof Refused ? error.status : 0;
  state = status === 401 ? "away" : status >= 400 && status < 500 ? "refused" : "offline";
  if (state !== trouble) announce(t[state]);
  trouble = state;
  isStale = true;
  wake(state === "refused" ? 15000 : Math.min(5000, 1000 * failures));
}

/* What people see */

function show(news) {
  for (const id of news.removed) showRemoved(id);
  for (const [old, action] of news.renamed) {
    fields.rows?.rename(action, old);
    const text = tell(t.renamed, { old, new: action.id });
    fields.rows?.find(action.id)?.prepend(make("p", { class: "fill-renamed" }, text));
    announce(text);
  }
  for (const action of news.added) fields.rows?.add(action);
  const wanted = new Set(news.fields);
  for (const place of fields.listPlaces()) {
    const isRenamed = place.path.at(-1) === "depends_on" && news.renamed.length;
    if (wanted.delete(spell(place.path)) || isRenamed) refresh(place);
  }
  const isPlaceless = [...wanted].some((key) => !key.includes('"actions"'));
  if (isPlaceless && !main.contains(document.activeElement)) visions.showForm(fields, main);
  choosers.show(shared.open);
  if (shared.open.size > wasOpen) announce(tell(t.both, { n: shared.open.size }));
  wasOpen = shared.open.size;
}

/** Show what a field holds now; where somebody is in it, the caret stays. */
function refresh(place) {
  const { input } = place;
  const isHere = document.activeElement === input && input.tagName === "TEXTAREA";
  const [start, end] = isHere ? [input.selectionStart, input.selectionEnd] : [];
  place.refresh();
  if (isHere) input.setSelectionRange(start, end);
}

function showRemoved(id) {
  const row = fields.rows?.find(id);
  if (!row) return;
  const isHere = row.contains(document.activeElement);
  const note = make("p", { class: "fill-removed", tabindex: "-1" }, tell(t.removed, { id }));
  row.replaceWith(note);
  fields.rows.count();
  if (isHere) note.focus();
  announce(note.textContent);
}

const spoken = make("p", { class: "for-readers", role: "status", "aria-atomic": "false" });
const shown = document.getElementById("live-state");
document.body.append(spoken);

/** Say something to those who do not see it, beside what was said just before. */
function announce(text) {
  const said = make("span", {}, `${text} `);
  spoken.append(said);
  window.setTimeout(() => said.remove(), SAID);
}

/** Fields that are not right yet: [place]. */
function listFaults() {
  return fields.listPlaces().filter(({ judge }) => judge?.());
}

function tellState() {
  const faults = listFaults().filter(({ input }) => input !== document.activeElement);
  const n = new Set([...faults.map(({ path }) => spell(path)), ...refused.keys()]).size;
  const { size } = shared.open;
  let [name, text] = ["", ""];
  if (state === "away" || state === "refused") [name, text] = ["trouble", t[state]];
  else if (state === "offline") [name, text] = ["trouble", draft.canKeep ? t.offline : t.unkept];
  else if (size) [name, text] = ["trouble", tell(t.both, { n: size })];
  else if (isBusy ? state === "saving" : Date.now() < due) [name, text] = ["saving", t.saving];
  else if (n) [name, text] = ["trouble", tell(t.check, { n })];
  else if (state) [name, text] = ["saved", t.saved];
  const link = state === "away" ? [" ", make("a", { href: live.entrance }, t.come_in)] : [];
  if (shown.dataset.text === text) return;
  shown.dataset.text = text;
  shown.className = `live-state ${name}`;
  shown.replaceChildren(make("span", {}, text), ...link);
}

/* The page comes and goes */

/** Send what is not sent yet, now. */
function flush() {
  due = 0;
  return work();
}

function leave() {
  if (Date.now() < due) flush();
}

/** Another tab of this browser has typed, too: go on from both. */
function adopt(event) {
  if (event.key !== draft.name) return;
  const other = event.newValue === null ? null : findKept();
  if (!other) {
    if (shared.isBehind()) keep();
    return;
  }
  const [was, is] = [flatten(other.base), flatten(other.mine)];
  const [base, mine] = [flatten(shared.base), flatten(draft.answers)];
  const places = fields.listPlaces();
  for (const [key, value] of is) {
    if (!mine.has(key) && key.includes('"actions"')) continue;
    if (isSame(value, was.get(key)) || !isSame(mine.get(key), base.get(key))) continue;
    put(JSON.parse(key), value);
    for (const place of places) if (spell(place.path) === key) refresh(place);
  }
  const ids = [...draft.answers.actions ?? [], ...shared.base.actions ?? []].map((one) => one.id);
  for (const action of other.mine.actions ?? []) {
    if (ids.includes(action.id)) continue;
    draft.answers.actions.push(action);
    fields.rows.add(action);
  }
}

function buildBar() {
  const bar = document.getElementById("live-bar");
  const tools = bar.querySelector(".live-tools");
  const print = make("button", { type: "button" }, t.print);
  print.addEventListener("click", () => window.print());
  const pdf = tools.querySelector("a");
  pdf.after(print);
  pdf.addEventListener("click", async (event) => {
    if (!isBusy && Date.now() >= due) return;
    // What was typed last goes first, so that it stands in the PDF.
    event.preventDefault();
    const tab = window.open("", "_blank");
    await flush();
    if (tab) tab.location = pdf.href;
    else window.location = pdf.href;
  });
}

buildBar();
if (kept) {
  shared.restore(kept);
  shared.receive(read(form.answers));
}
document.body.classList.add("filling");
visions.showForm(fields, main);
choosers.show(shared.open);
if (kept) {
  due = Date.now();
  wake(0);
}
follow((notice) => {
  const isMine = notice?.topic === "answers" && notice.record === live.record;
  if (notice !== null && !isMine) return;
  isStale = true;
  wake(0);
}, (isOn) => {
  if (isOn && failures) wake(0);
});
main.addEventListener("focusout", () => window.setTimeout(tellState));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) leave();
});
window.addEventListener("pagehide", leave);
window.addEventListener("storage", adopt);
window.addEventListener("online", () => wake(0));
window.addEventListener("offline", () => {
  state = "offline";
  failures += 1;
  tellState();
});
window.addEventListener("beforeunload", (event) => {
  if (!draft.canKeep && shared.isBehind()) event.preventDefault();
});
