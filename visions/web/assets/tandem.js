/* The page of a tandem, live: what is new comes by itself, and what is written is never lost. */

import { ask, make, readData, tell } from "/assets/ask.js";
import { comeInAgain, forget } from "/assets/comein.js";
import { canKeep } from "/assets/kept.js";
import { follow } from "/assets/news.js";
import { startLine } from "/assets/step.js";
import { showPrompt, showUnsent } from "/assets/tandem-cards.js";
import { Compare } from "/assets/tandem-compare.js";
import { Field } from "/assets/tandem-field.js";
import { Outbox } from "/assets/tandem-outbox.js";

const data = readData();
const { words, home, language } = data;
const key = data.tandem.key;
const find = (id) => document.getElementById(id);
const shelf = find("pictures");
const cards = new Map();

let tandem = { ...data.tandem, is_paused: data.paused };
let isOffline = false;
let isOut = false;

const showStep = startLine(words.over);
const field = new Field(key, words, language);

const outbox = new Outbox(key, {
  changed: showShelf,
  stored: (item, prompt) => {
    if (!tandem.prompts.some((one) => one.number === prompt.number)) {
      tandem = { ...tandem, prompts: [prompt, ...tandem.prompts] };
    }
    setOffline(false);
  },
  refused: (item, message) => {
    if (field.giveBack(item)) field.say(message);
    else troubled.set(item.sender, { item, message });
    showShelf();
  },
  isVoid: enterAgain,
});
const troubled = new Map();

const act = {
  choose: (one) => change("POST", one, "choice"),
  dot: (one) => change(one.my_dot ? "DELETE" : "PUT", one, "dot"),
  goOn: (one) => field.fill(one.text, one.number),
  compare: (one) => compare.pick(one, tandem),
};
const compare = new Compare(words, act);

async function change(method, one, what) {
  try {
    await ask(method, `/api/tandems/${key}/prompts/${one.number}/${what}`);
    announce("");
  } catch (error) {
    if (error.status === 401) await enterAgain();
    else announce(error.status === undefined ? words.offline : error.message, true);
  }
  await refresh();
}

/** Tell it to those who cannot see it; what went wrong everybody sees. */
function announce(text, isTrouble = false) {
  find("news").textContent = text;
  find("news").className = isTrouble ? "toast" : "for-readers";
}

// The shelf

function showShelf() {
  const waiting = outbox.list().map((item) => [`sent-${item.sender}`, JSON.stringify([item, isOffline]),
    "is-waiting", () => showUnsent(item, words, isOffline)]);
  const refused = [...troubled.values()].map((one) => [`sent-${one.item.sender}`, one.message,
    "is-refused", () => showRefused(one)]);
  const stored = tandem.prompts.map((one) => [`prompt-${one.number}`, JSON.stringify([one, tandem.dots_left, tandem.is_paused]),
    `is-${one.status}${one.is_chosen ? " is-chosen" : ""}`, () => showPrompt(one, tandem, words, home, act)]);
  const wanted = [...refused, ...waiting.reverse(), ...stored];
  for (const id of [...cards.keys()]) {
    if (!wanted.some(([name]) => name === id)) {
      cards.get(id).element.remove();
      cards.delete(id);
    }
  }
  let last = null;
  for (const [id, state, kind, show] of wanted) {
    const card = cards.get(id) ?? { element: make("li", { id }), state: null };
    if (card.state !== state) renew(card, state, kind, show);
    cards.set(id, card);
    const next = last ? last.nextElementSibling : shelf.firstElementChild;
    if (next !== card.element) shelf.insertBefore(card.element, next);
    last = card.element;
  }
  find("empty").hidden = wanted.length > 0;
  find("dots-left").textContent = tell(words.dots_left, { n: tandem.dots_left });
  find("dots-left").hidden = !tandem.prompts.some((one) => one.status === "done");
  find("locked").hidden = !tandem.is_locked;
  find("send").disabled = tandem.is_locked;
  compare.show(tandem);
}

function renew(card, state, kind, show) {
  const name = card.element.contains(document.activeElement) && document.activeElement.dataset.name;
  card.element.className = `picture-card ${kind}`;
  card.element.replaceChildren(show());
  card.state = state;
  if (name) card.element.querySelector(`[data-name="${name}"]`)?.focus({ preventScroll: true });
}

function showRefused({ item, message }) {
  const again = make("button", { type: "button", class: "act" }, words.send_again);
  again.addEventListener("click", () => {
    troubled.delete(item.sender);
    outbox.put(item);
  });
  const edit = make("button", { type: "button", class: "act" }, words.change);
  edit.addEventListener("click", () => {
    troubled.delete(item.sender);
    field.fill(item.text, item.parent);
    showShelf();
  });
  return make(
    "article",
    { "aria-label": message },
    make("p", { class: "reason" }, message),
    make("p", { class: "prompt", dir: "auto" }, item.text),
    make("div", { class: "actions" }, again, edit),
  );
}

// What is new

let asking = null;
let isStale = false;

/** Ask for everything anew; while an answer is under way, once more afterwards. */
function refresh() {
  isStale = true;
  asking ??= (async () => {
    try {
      while (isStale) {
        isStale = false;
        await look();
      }
    } finally {
      asking = null;
    }
  })();
  return asking;
}

async function look() {
  try {
    const [now, session] = await Promise.all([ask("GET", `/api/tandems/${key}`), ask("GET", "/api/session")]);
    const before = new Map(tandem.prompts.map((one) => [one.number, one.status]));
    tandem = { ...now, is_paused: session.paused };
    const news = now.prompts.find((one) => before.has(one.number) && before.get(one.number) !== one.status);
    if (news?.status === "done") announce(tell(words.arrived, { number: news.number }));
    else if (news) announce(`${news.number}: ${news.status_text}`);
    showStep(session.agenda);
    find("paused").hidden = !session.paused;
    setOffline(false);
    showShelf();
  } catch (error) {
    if (error.status === 401) {
      if (await enterAgain()) isStale = true;
    } else if (error.status === undefined) setOffline(true);
  }
}

function setOffline(now) {
  if (isOut) return;
  if (isOffline !== now) find("offline").replaceChildren(now ? words.offline : "");
  const isBack = isOffline && !now;
  isOffline = now;
  if (isBack) {
    outbox.deliver();
    showShelf();
  }
}

let entering = null;

/** Come in once more after the server forgot this phone. */
function enterAgain() {
  entering ??= (async () => {
    try {
      const told = await comeInAgain();
      if (told && told.tandem !== key) location.reload();
      if (!told && !isOut) {
        isOut = true;
        find("offline").replaceChildren(words.void, " ", make("a", { href: "/" }, words.to_start));
      } else if (told) isOut = false;
      return Boolean(told);
    } catch {
      setOffline(true);
      return false;
    } finally {
      window.setTimeout(() => (entering = null), 1000);
    }
  })();
  return entering;
}

let pending = 0;

/** Many notices in a row are one question; a full room does not ask all at once. */
function hear(notice) {
  if (notice?.topic === "answers") return;
  const isWaiting = tandem.prompts.some((one) => one.ahead !== null);
  if (notice?.topic === "queue" && !isWaiting && find("paused").hidden && !notice.tandem) {
    if (!pending) pending = window.setTimeout(ready, 1500 + Math.random() * 1500);
    return;
  }
  if (!pending) pending = window.setTimeout(ready, notice?.topic === "queue" ? 400 + Math.random() * 400 : 60);
}

function ready() {
  pending = 0;
  refresh();
}

find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (tandem.is_locked) return;
  const item = field.take();
  if (!item) return;
  outbox.put(item);
  if (window.matchMedia("(max-width: 55.99rem)").matches) find("shelf").scrollIntoView({ block: "start" });
});
find("leave")?.addEventListener("submit", forget);
window.addEventListener("online", () => refresh());
window.addEventListener("offline", () => setOffline(true));

shelf.replaceChildren();
field.begin(data.filled);
if (data.filled) history.replaceState(null, "", home);
if (!canKeep()) field.say(words.no_draft);
showStep(data.agenda);
showShelf();
outbox.deliver();
follow(hear, (isOn) => (isOn ? isOffline && refresh() : setOffline(true)));
document.body.classList.add("is-live");
