/* Two pictures beside each other; on a phone one below the other. */

import { make, tell } from "/assets/ask.js";
import { makeChoice, makeDot, showPicture, showWords } from "/assets/tandem-cards.js";

export class Compare {
  constructor(words, act) {
    this.words = words;
    this.act = act;
    this.bar = document.getElementById("picking");
    this.dialog = document.getElementById("compare");
    this.numbers = [];
    this.dialog.addEventListener("close", () => this.stop());
  }

  /** Pick a picture; with the second one both are shown. */
  pick(one, tandem) {
    this.numbers = this.numbers.includes(one.number) ? [] : [...this.numbers.slice(-1), one.number];
    if (this.numbers.length === 2) {
      this.show(tandem);
      if (!this.dialog.open) this.dialog.showModal();
    }
    this.showBar();
  }

  stop() {
    this.numbers = [];
    this.showBar();
  }

  /** Show the two as they are now. */
  show(tandem) {
    if (this.numbers.length !== 2) return;
    const name = document.activeElement?.dataset?.name;
    const side = document.activeElement?.closest?.(".side")?.dataset.number;
    const found = this.numbers.map((number) => tandem.prompts.find((one) => one.number === number));
    const sides = found.filter((one) => one?.picture).map((one) => this.showSide(one, tandem));
    const close = make("button", { type: "button", class: "plain" }, this.words.close);
    close.addEventListener("click", () => this.dialog.close());
    const head = make("div", { class: "compare-head" }, make("h2", {}, this.words.side_by_side), close);
    this.dialog.replaceChildren(head, make("div", { class: "sides" }, ...sides));
    if (name) this.dialog.querySelector(`.side[data-number="${side}"] [data-name="${name}"]`)?.focus();
  }

  showSide(one, tandem) {
    const actions = make("div", { class: "actions" });
    if (one.status === "done") {
      actions.append(
        makeChoice(one, this.words, this.act),
        makeDot(one, this.words, this.act, tandem.dots_left),
      );
    }
    const name = tell(this.words.picture_number, { number: one.number });
    return make(
      "section",
      { class: "side", "data-number": one.number, "aria-label": name },
      showPicture(one, "large"),
      showWords(one.text, this.words),
      actions,
    );
  }

  showBar() {
    const isPicking = this.numbers.length === 1;
    this.bar.hidden = !isPicking;
    if (!isPicking) return;
    const cancel = make("button", { type: "button", class: "link" }, this.words.cancel);
    cancel.addEventListener("click", () => this.stop());
    this.bar.replaceChildren(make("span", { role: "status" }, this.words.pick_second), cancel);
  }
}
