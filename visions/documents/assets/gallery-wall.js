/* The wall with its search: what is hung, and what steps aside meanwhile. */
"use strict";

(() => {
  const gallery = window.gallery;
  const { make, button, tell, texts: t } = gallery;
  const KINDS = { chosen: t.chosen, answered: t.answered, ai: t.ai, sketch: t.sketch, without: t.without };
  const canHighlight = "highlights" in CSS && typeof Highlight === "function";

  class Wall {
    /** `changed` is called with what is to be shown from now on. */
    constructor(changed) {
      this.changed = changed;
      this.pieces = gallery.pieces;
      this.shown = this.pieces;
      this.walls = [...document.querySelectorAll(".wall")];
      this.main = document.getElementById("pictures");
      this.typed = [];
      this.build();
      if (canHighlight) {
        this.highlight = new Highlight();
        CSS.highlights.set("found", this.highlight);
        // Only what comes near the screen is looked through.
        this.near = new IntersectionObserver((seen) => this.markWords(seen), { rootMargin: "300px" });
      }
    }

    build() {
      this.input = make("input", {
        type: "search", id: "gallery_search", autocomplete: "off", spellcheck: "false",
        placeholder: t.search, dir: "auto",
      });
      this.input.addEventListener("input", () => this.changed({ search: this.input.value }));
      const field = make(
        "p", { class: "finder-field" },
        make("label", { for: "gallery_search", class: "for-readers" }, t.search), this.input,
      );
      this.count = make("p", { class: "finder-count", role: "status" });
      this.form = make("form", { class: "finder", role: "search", "aria-label": t.search }, field);
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.more = make("div", { class: "finder-more" });
      this.buildTandems();
      this.buildKinds();
      this.form.append(this.more, this.count);
      this.nothing = make(
        "div", { class: "nothing-found", hidden: true }, make("p", {}, t.nothing_found),
        button(t.show_all, () => {
          this.changed({ search: "", tandem: "", only: [] });
          this.input.focus();
        }),
      );
      document.querySelector("nav.tandems").after(this.form);
      this.main.prepend(this.nothing);
    }

    buildTandems() {
      const choices = this.walls.map((wall) =>
        make("option", { value: wall.id }, wall.querySelector("h2").textContent.trim()),
      );
      this.tandem = make("select", { "aria-label": t.tandem }, make("option", { value: "" }, t.all_tandems), ...choices);
      this.tandem.addEventListener("change", () => this.changed({ tandem: this.tandem.value }));
      if (choices.length > 1) this.more.append(this.tandem);
    }

    /** A switch for each kind that some pieces are and others are not. */
    buildKinds() {
      this.switches = new Map();
      for (const [kind, text] of Object.entries(KINDS)) {
        const number = this.pieces.filter((piece) => piece.kinds.has(kind)).length;
        if (number === 0 || number === this.pieces.length) continue;
        const chip = button(text, () => {
          const others = [...this.switches].filter(([, one]) => one.getAttribute("aria-pressed") === "true");
          const only = others.map(([name]) => name);
          this.changed({ only: only.includes(kind) ? only.filter((one) => one !== kind) : [...only, kind] });
        }, { class: "chip", "aria-pressed": "false" });
        this.switches.set(kind, chip);
      }
      if (this.switches.size) {
        this.more.append(make("div", { class: "chips", role: "group", "aria-label": t.filters }, ...this.switches.values()));
      }
    }

    /** Hang what fits the search and step aside with the rest. */
    show({ search, tandem, only }) {
      if (this.input.value !== search) this.input.value = search;
      this.tandem.value = this.walls.some((wall) => wall.id === tandem) ? tandem : "";
      const kinds = only.filter((kind) => this.switches.has(kind));
      this.switches.forEach((chip, kind) => chip.setAttribute("aria-pressed", String(kinds.includes(kind))));
      const within = this.tandem.value;
      this.typed = gallery.listWords(search);
      this.shown = this.pieces.filter((piece) =>
        (!within || piece.tandem === within) && kinds.every((kind) => piece.kinds.has(kind)) &&
        gallery.holds(piece.words, this.typed));
      const kept = new Set(this.shown);
      for (const piece of this.pieces) {
        if (piece.node.hidden === kept.has(piece)) piece.node.hidden = !kept.has(piece);
      }
      const isAll = !this.typed.length && !kinds.length;
      const walls = new Set(this.shown.map((piece) => piece.wall));
      for (const wall of this.walls) {
        wall.hidden = !(isAll ? !within || wall.id === within : walls.has(wall));
      }
      this.nothing.hidden = isAll || this.shown.length > 0;
      this.count.classList.toggle("is-all", this.shown.length === this.pieces.length);
      this.count.textContent = tell(t.shown, { n: this.shown.length, total: this.pieces.length });
      for (const link of document.querySelectorAll(".all-of-tandem a")) {
        link.hash = search && this.typed.length ? `#${new URLSearchParams({ search })}` : "";
      }
      this.watch();
    }

    /** After a change by the person: what was found begins at the top. */
    goToTop() {
      const top = this.main.getBoundingClientRect().top - this.form.offsetHeight;
      if (top < 0) window.scrollBy({ top, behavior: "instant" });
    }

    watch() {
      if (!canHighlight) return;
      this.near.disconnect();
      this.highlight.clear();
      if (this.typed.length) this.shown.forEach((piece) => this.near.observe(piece.node));
    }

    markWords(seen) {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        this.near.unobserve(target);
        for (const part of target.querySelectorAll("figcaption .prompt, figcaption .headline q")) {
          this.markIn(part);
        }
      }
    }

    /** Highlight what was typed in a part of the page. */
    markIn(part) {
      if (!canHighlight) return;
      for (const range of gallery.findRanges(part, this.typed)) this.highlight.add(range);
    }
  }

  gallery.Wall = Wall;
})();
