/* Two to four pictures side by side, each with its prompt. */
"use strict";

(() => {
  const gallery = window.gallery;
  const { make, button, tell, texts: t } = gallery;

  class Compare {
    /** `changed` is called with the ids that are marked, `open` and `close` for the view. */
    constructor({ changed, open, close }) {
      Object.assign(this, { changed, open, close });
      this.marked = [];
      this.count = make("p", { role: "status" });
      this.opener = button(t.side_by_side, () => this.openIfTwo(), { class: "main-button" });
      const clear = button(t.unmark_all, () => this.changed([]));
      this.bar = make("section", { class: "marks", "aria-label": t.compare, hidden: true }, this.count, this.opener, clear);
      document.body.append(this.bar);
      this.dialog = gallery.makeDialog("side", close);
      this.columns = make("div", { class: "side-columns" });
      const closer = button(make("span", { "aria-hidden": "true" }, "×"), close, {
        class: "view-close", "aria-label": t.close, title: t.close,
      });
      this.title = make("h2", { id: "side_title", tabindex: "-1" }, t.side_by_side);
      this.dialog.append(
        make("header", { class: "view-bar" }, make("div", { class: "view-head" }, this.title), make("div", { class: "view-buttons" }, closer)),
        this.columns,
      );
    }

    isMarked(piece) {
      return this.marked.includes(piece.id);
    }

    toggle(piece) {
      if (this.isMarked(piece)) {
        this.changed(this.marked.filter((id) => id !== piece.id));
      } else if (this.marked.length < gallery.MOST_MARKED) {
        this.changed([...this.marked, piece.id]);
      } else {
        this.count.textContent = t.at_most;
      }
    }

    openIfTwo() {
      if (this.marked.length < 2) this.count.textContent = t.one_more;
      else this.open();
    }

    /** Show which pieces are marked, and with `isOpen` all of them beside each other. */
    show(ids, isOpen) {
      const pieces = ids.map(gallery.find).filter(Boolean);
      const before = new Set(this.marked);
      this.marked = pieces.map((piece) => piece.id);
      for (const id of new Set([...before, ...this.marked])) {
        const isMarked = this.marked.includes(id);
        const { node } = gallery.find(id);
        node.classList.toggle("piece-marked", isMarked);
        node.querySelector(".mark")?.setAttribute("aria-pressed", String(isMarked));
      }
      this.bar.hidden = pieces.length === 0;
      document.body.classList.toggle("has-marks", pieces.length > 0);
      this.count.textContent = tell(t.marked, { n: pieces.length });
      if (isOpen && pieces.length > 1) this.enter(pieces);
      else if (this.dialog.open) this.leave();
    }

    enter(pieces) {
      this.columns.dataset.number = pieces.length;
      this.columns.replaceChildren(...pieces.map((piece) => this.makeColumn(piece)));
      if (this.dialog.open) return;
      this.dialog.showModal();
      this.title.focus();
    }

    makeColumn(piece) {
      const words = [
        make("h3", { dir: "auto" }, piece.title), piece.copy(".chosen"), piece.prompt, piece.copy("figcaption > .headline"),
        piece.copy(".label"), piece.copy(".note"), piece.copy(".system"),
      ].filter(Boolean);
      return make("article", { class: "side-column" }, piece.showPicture(), make("div", { class: "side-words" }, ...words));
    }

    leave() {
      this.dialog.close();
      this.columns.replaceChildren();
      this.opener.focus();
    }
  }

  gallery.Compare = Compare;
})();
