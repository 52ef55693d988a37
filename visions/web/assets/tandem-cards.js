/* A prompt as the page shows it, with its picture or with what it waits for. */

import { make, tell } from "/assets/ask.js";
import { plain } from "/assets/plain.js";

const LONG = 420;

/** The picture with its label. `size` is “small” or “large”. */
export function showPicture(one, size) {
  const picture = one.picture;
  const { width, height, alt } = picture;
  const image = make("img", { src: picture[size], width, height, alt });
  // Why there is none stands below.
  const said = picture.note.replace(one.reason, "").trim();
  const note = said ? [" ", make("span", { class: "stand-in" }, said)] : [];
  const caption = make("figcaption", {}, make("strong", {}, picture.label), ` · ${picture.system}`, ...note);
  return make("figure", {}, size === "small" ? make("a", { href: picture.large }, image) : image, caption);
}

export function showWords(text, words) {
  const shown = plain(text);
  const whole = make("p", { class: "prompt", dir: "auto" }, shown);
  if (shown.length <= LONG) return whole;
  return make("details", { class: "long" }, make("summary", {}, words.show_all), whole);
}

/** “Ahead of it: 2 · about 40 s”; nobody knows how long a pause is. */
export function sayWait(one, words, isPaused) {
  if (one.ahead === null || one.seconds === null) return "";
  const place = one.ahead ? tell(words.ahead, { n: one.ahead }) : words.next;
  if (isPaused && one.status === "waiting") return place;
  const time =
    one.seconds < 90
      ? tell(words.seconds, { n: Math.max(5, Math.ceil(one.seconds / 5) * 5) })
      : tell(words.minutes, { n: Math.ceil(one.seconds / 60) });
  return `${one.status === "drawing" ? one.status_text : place} · ${time}`;
}

function makeButton(text, name, act, attributes = {}) {
  const button = make("button", { type: "button", class: "act", "data-name": name, ...attributes }, text);
  button.addEventListener("click", act);
  return button;
}

export const makeChoice = (one, words, act) =>
  makeButton(one.is_chosen ? words.chosen : words.choose, "choose", () => act.choose(one), {
    class: one.is_chosen ? "act is-on" : "act",
    "aria-pressed": String(one.is_chosen),
  });

export const makeDot = (one, words, act, left) =>
  makeButton(one.my_dot ? words.undot : words.dot, "dot", () => act.dot(one), {
    class: one.my_dot ? "act is-on" : "act",
    "aria-disabled": !one.my_dot && left === 0 ? "true" : undefined,
  });

/** The card of a stored prompt. */
export function showPrompt(one, tandem, words, home, act) {
  const number = one.number;
  const meta = make("p", { class: "meta" }, make("span", { class: "number", "aria-hidden": "true" }, String(number)));
  if (one.status !== "done") meta.append(make("span", { class: "status" }, sayWait(one, words, tandem.is_paused) || one.status_text));
  const parent = one.parent ? Number(one.parent.split("/")[1]) : 0;
  if (parent) meta.append(make("span", { class: "parent" }, tell(words.goes_on, { number: parent })));
  if (one.dots) {
    const dots = make("span", { class: "dots" });
    dots.append(make("span", { class: "for-readers" }, tell(words.dots, { n: one.dots })));
    dots.append(make("span", { "aria-hidden": "true" }, one.dots > 8 ? `● ${one.dots}` : "●".repeat(one.dots)));
    meta.append(dots);
  }
  const after = { failed: words.after_failure, unknown: words.after_loss }[one.status] ?? "";
  const reason = one.reason ? make("p", { class: "reason" }, `${one.reason} ${after}`) : "";
  const onward = { refused: words.change, failed: words.send_again }[one.status] ?? words.go_on;
  const actions = make("div", { class: "actions" });
  if (one.status === "done") {
    actions.append(makeChoice(one, words, act), makeDot(one, words, act, tandem.dots_left));
  }
  actions.append(makeButton(onward, "go-on", () => act.goOn(one)));
  if (one.picture) actions.append(makeButton(words.compare, "compare", () => act.compare(one)));
  const link = (kind) => make("a", { href: `${home}/${number}/${kind}` }, words[kind]);
  const name = tell(one.picture ? words.picture_number : words.prompt_number, { number });
  return make(
    "article",
    { "aria-label": name },
    one.picture ? showPicture(one, "small") : showFrame(one.status),
    meta,
    showWords(one.text, words),
    reason,
    actions,
    isUnderWay(one.status) ? "" : make("p", { class: "sheet-links" }, link("worksheet"), " ", link("roadmap")),
  );
}

/** The card of words that the server has not confirmed yet. */
export function showUnsent(item, words, isOffline) {
  const status = make("span", { class: "status" }, isOffline ? words.kept : words.sending);
  return make(
    "article",
    { "aria-label": words.sending },
    showFrame("waiting"),
    make("p", { class: "meta" }, status),
    showWords(item.text, words),
  );
}

const isUnderWay = (status) => ["waiting", "drawing"].includes(status);

const showFrame = (status) =>
  isUnderWay(status)
    ? make("div", { class: "frame", "aria-hidden": "true" }, make("span", { class: "pulse" }))
    : "";
