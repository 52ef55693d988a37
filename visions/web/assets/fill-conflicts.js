/* Where two people changed the same place: theirs below mine, and three ways out. */

import { make, tell } from "./ask.js";
import { spell } from "./fill-merge.js";

export class Choosers {
  /**
   * `t` are texts; `settle(key, value)` is called with what shall stand here: undefined for what
   * does already.
   */
  constructor(fields, t, settle) {
    this.fields = fields;
    this.t = t;
    this.settle = settle;
    this.shown = new Map();
  }

  /** Show a chooser for each of `open`, and no other. */
  show(open) {
    for (const [key, { element, told }] of this.shown) {
      if (open.has(key) && told === JSON.stringify(open.get(key)) && element.isConnected) continue;
      element.remove();
      this.shown.delete(key);
    }
    const places = this.fields.listPlaces();
    for (const [key, theirs] of open) {
      if (this.shown.has(key)) continue;
      const path = JSON.parse(key);
      const element =
        path[0] === "actions" && path.length === 2
          ? this.#showRow(key, path[1], theirs)
          : this.#showField(key, theirs, places.find((one) => spell(one.path) === key));
      if (element) this.shown.set(key, { element, told: JSON.stringify(theirs) });
    }
  }

  #showField(key, theirs, place) {
    if (!place) return null;
    const { t } = this;
    const mine = this.#read(place);
    const isText = typeof theirs === "string" && place.input.tagName === "TEXTAREA";
    const isJoinable = (isText && !this.#isShort(place)) || Array.isArray(theirs);
    const settle = (value) => {
      this.settle(key, value);
      place.input.focus();
    };
    const buttons = [
      [t.keep_mine, () => settle(undefined)],
      [t.take_theirs, () => settle(theirs)],
    ];
    if (isJoinable && mine !== null && mine.length && theirs.length) {
      buttons.push([t.keep_both, () => settle(this.#join(theirs, this.#read(place), key))]);
    }
    const element = this.#make(t.theirs, this.#name(theirs, place), buttons);
    const host = place.field.closest(".lines li") ?? place.field;
    if (host.tagName === "LABEL") host.after(element);
    else host.append(element);
    return element;
  }

  #showRow(key, id, theirs) {
    const { t, fields } = this;
    const row = fields.rows?.find(id);
    const note = tell(theirs === null ? t.removed_theirs : t.removed_mine, { id });
    const settle = (value) => {
      this.settle(key, value);
      const next = fields.rows.find(id) ?? fields.rows.list;
      const target = next.querySelector("textarea") ?? next.parentElement.querySelector(":scope > button");
      target?.focus();
    };
    const element = this.#make(note, theirs?.title ?? "", [
      [t.keep_mine, () => settle(undefined)],
      [t.take_theirs, () => settle(theirs)],
    ]);
    if (row) row.prepend(element);
    else fields.rows?.list.append(element);
    return element;
  }

  #make(note, words, buttons) {
    const made = buttons.map(([text, act]) => {
      const button = make("button", { type: "button", class: "fill-button" }, text);
      button.addEventListener("click", act);
      return button;
    });
    const attributes = { class: "fill-conflict", role: "group", "aria-label": note };
    const quote = words ? [make("blockquote", { dir: "auto" }, words)] : [];
    const row = make("span", { class: "fill-buttons" }, ...made);
    return make("span", attributes, make("span", { class: "fill-note-of" }, note), ...quote, row);
  }

  /** What stands in a field here. */
  #read({ node, path, list }) {
    return this.fields.draft.get(list ? path.slice(2) : path, node) ?? null;
  }

  /** A value as the person reads it. */
  #name(value, { input, names }) {
    if (value === null || value === "" || value === false || value?.length === 0) {
      return this.t.nothing;
    }
    if (Array.isArray(value)) return value.map((one) => names?.[one] ?? one).join(", ");
    if (value === true) return "✓";
    const option = input.options && [...input.options].find((one) => one.value === value);
    return option ? option.textContent : String(value);
  }

  /** Days, spans and numbers have one value: they cannot be joined. */
  #isShort({ path }) {
    return ["day", "due", "start", "cost_eur"].includes(path.at(-1));
  }

  #join(theirs, mine, key) {
    if (Array.isArray(theirs)) return [...theirs, ...mine.filter((one) => !theirs.includes(one))];
    const isLine = ["headline", "title"].includes(JSON.parse(key).at(-1));
    return `${theirs}${isLine ? " / " : "\n"}${mine}`;
  }
}
