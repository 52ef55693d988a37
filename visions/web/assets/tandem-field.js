/* The field for the words: kept as they are typed, advice on them, and proposals that fill it. */

import { ask, make, tell } from "/assets/ask.js";
import { draw, keep, recall } from "/assets/kept.js";
import { plain } from "/assets/plain.js";

const ADVICE_AFTER = 600;

export class Field {
  constructor(key, words, language) {
    const find = (id) => document.getElementById(id);
    this.name = `draft.${key}`;
    this.path = `/api/tandems/${key}`;
    [this.key, this.words, this.language] = [key, words, language];
    [this.text, this.going, this.trouble] = [find("text"), find("going-on"), find("trouble")];
    [this.advice, this.list, this.back] = [find("advice"), find("advice-list"), find("bring-back")];
    this.parent = null;
    this.sender = null;
    this.asked = 0;
    this.text.addEventListener("input", () => {
      this.sender = null; // other words are another prompt
      this.hideBack();
      this.changed();
    });
    this.followHelp();
  }

  /** Show what was written here before, unless the address asks for other words. */
  begin(filled) {
    const draft = recall(this.name);
    const now = filled ?? draft;
    if (now?.text) {
      this.text.value = now.text;
      this.setParent(now.parent ?? null);
      this.sender = filled ? null : (draft.sender ?? null);
      if (filled && draft?.text && draft.text !== filled.text) this.offerBack(draft);
    }
    this.changed();
  }

  /** Put words into the field; what was there can be had back. */
  fill(text, parent = null) {
    const before = { text: this.text.value, parent: this.parent };
    this.text.value = text;
    this.sender = null;
    this.setParent(parent);
    this.say("");
    if (before.text.trim() && before.text !== text) this.offerBack(before);
    else this.hideBack();
    this.changed();
    for (const help of document.querySelectorAll("details.help")) help.open = false;
    this.text.focus({ preventScroll: true });
    this.text.setSelectionRange(text.length, text.length);
    this.text.scrollTop = 0;
    document.getElementById("writing").scrollIntoView({ block: "start" });
  }

  /** The words as a prompt to send, with the id that they keep; null where there are none. */
  take() {
    const text = this.text.value;
    if (!text.trim()) {
      this.text.focus();
      return null;
    }
    const sender = this.sender ?? draw(16);
    const item = { sender, text, parent: this.parent, language: this.language };
    this.text.value = "";
    this.sender = null;
    this.setParent(null);
    this.say("");
    this.hideBack();
    this.changed();
    return item;
  }

  /** Words that were not taken come back, if nobody wrote others meanwhile. */
  giveBack(item) {
    if (this.text.value.trim()) return false;
    this.text.value = item.text;
    this.setParent(item.parent);
    this.sender = item.sender; // unchanged they are still the same prompt
    this.changed();
    return true;
  }

  say(trouble) {
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
    if (trouble) this.text.setAttribute("aria-invalid", "true");
    else this.text.removeAttribute("aria-invalid");
  }

  setParent(number) {
    this.parent = number;
    this.going.hidden = !number;
    if (!number) return this.going.replaceChildren();
    const afresh = make("button", { type: "button", class: "link" }, this.words.start_afresh);
    afresh.addEventListener("click", () => {
      this.setParent(null);
      this.changed();
      this.text.focus();
    });
    this.going.replaceChildren(tell(this.words.going_on, { number }), " ", afresh);
  }

  changed() {
    const { text, parent, sender } = { text: this.text.value, parent: this.parent, sender: this.sender };
    const isKept = keep(this.name, text ? { text, parent, sender } : null);
    if (!isKept && text && this.trouble.hidden) this.say(this.words.no_draft);
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 4, window.innerHeight * 0.6)}px`;
    window.clearTimeout(this.asked);
    this.asked = window.setTimeout(() => this.askAdvice(), text.trim() ? ADVICE_AFTER : 0);
  }

  // Advice never stands in the way: without a connection there is none.
  async askAdvice() {
    const text = this.text.value;
    let found = [];
    try {
      if (text.trim()) found = await ask("POST", `${this.path}/advice`, { text });
    } catch {
      return;
    }
    if (text !== this.text.value) return;
    this.list.replaceChildren(...found.map((one) => this.showAdvice(text, one)));
    this.advice.hidden = found.length === 0;
  }

  showAdvice(text, one) {
    const found = make("bdi", {}, plain(one.words));
    const place = make("button", { type: "button", class: "place" }, found, " ", one.message);
    place.addEventListener("click", () => {
      // The server counts characters, the field counts UTF-16.
      const letters = [...text];
      const start = letters.slice(0, one.start).join("").length;
      this.text.focus();
      this.text.setSelectionRange(start, start + letters.slice(one.start, one.end).join("").length);
    });
    return make("li", { class: `is-${one.kind}` }, place);
  }

  offerBack(before) {
    const button = make("button", { type: "button", class: "link" }, this.words.bring_back);
    button.addEventListener("click", () => this.fill(before.text, before.parent));
    this.back.replaceChildren(button);
    this.back.hidden = false;
  }

  hideBack() {
    this.back.hidden = true;
  }

  followHelp() {
    for (const link of document.querySelectorAll(".starters a")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.fill(link.dataset.text);
      });
    }
    const builder = document.getElementById("builder");
    builder.addEventListener("change", (event) => {
      const group = event.target.closest("fieldset");
      const chosen = [...group.querySelectorAll("input:checked")];
      // Where only so many fit, the newest takes the place of the first.
      const surplus = chosen.filter((one) => one !== event.target);
      while (surplus.length >= Number(group.dataset.most)) surplus.shift().checked = false;
    });
    document.getElementById("propose").addEventListener("click", async (event) => {
      event.preventDefault();
      const pieces = [...builder.querySelectorAll("input:checked")].map((one) => one.name);
      try {
        const told = await ask("POST", `${this.path}/proposal`, { pieces });
        if (told.text) this.fill(told.text);
      } catch (error) {
        this.say(error.status === undefined ? this.words.offline : error.message);
      }
    });
  }
}
