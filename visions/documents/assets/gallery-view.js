/* One picture in full size, with its prompt and where it comes from. */
"use strict";

(() => {
  const gallery = window.gallery;
  const { make, button, tell, texts: t } = gallery;
  const KEYS = [["← →", t.key_arrows], ["Home End", t.key_ends], ["Tab", t.key_tab], ["Esc", t.key_escape]];

  /** A dialog over the page; `close` is asked for by Escape, too. */
  gallery.makeDialog = (name, close) => {
    const dialog = make("dialog", { class: name, "aria-labelledby": `${name}_title` });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    document.body.append(dialog);
    return dialog;
  };

  gallery.showKeys = () => {
    const rows = KEYS.map(([keys, does]) =>
      make("div", {}, make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, does)));
    return make("details", { class: "keys" }, make("summary", {}, t.keyboard), make("dl", {}, ...rows));
  };

  class View {
    /** `go` is called with the piece to show, `close` to show none, `mark` to compare one. */
    constructor({ go, close, mark, isMarked, markIn }) {
      Object.assign(this, { go, close, mark, isMarked, markIn });
      this.piece = null;
      this.pieces = [];
      this.title = make("h2", { id: "view_title", tabindex: "-1", dir: "auto" });
      this.place = make("p", { class: "view-place", role: "status" });
      const step = (text, sign, by, keys) =>
        button(make("span", { "aria-hidden": "true" }, sign), () => this.step(by), {
          class: "view-step", "aria-label": text, title: text, "aria-keyshortcuts": keys,
        });
      this.previous = step(t.previous, "‹", -1, "ArrowLeft");
      this.next = step(t.next, "›", 1, "ArrowRight");
      this.marker = button(t.compare, () => this.toggleMark(), { class: "view-mark", "aria-pressed": "false" });
      const closer = button(make("span", { "aria-hidden": "true" }, "×"), close, {
        class: "view-close", "aria-label": t.close, title: t.close, "aria-keyshortcuts": "Escape",
      });
      this.picture = make("div", { class: "view-picture" });
      this.text = make("div", { class: "view-text" });
      this.dialog = gallery.makeDialog("view", close);
      this.dialog.append(
        make(
          "header", { class: "view-bar" }, make("div", { class: "view-head" }, this.title, this.place),
          make("div", { class: "view-buttons" }, this.marker, this.previous, this.next, closer),
        ),
        make("div", { class: "view-body" }, this.picture, this.text),
      );
      this.dialog.addEventListener("keydown", (event) => this.press(event));
    }

    press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const at = this.pieces.indexOf(this.piece);
      const ends = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.pieces.length - 1 };
      if (!(event.key in ends)) return;
      event.preventDefault();
      this.reach(ends[event.key]);
    }

    step(by) {
      this.reach(this.pieces.indexOf(this.piece) + by);
    }

    reach(at) {
      const piece = this.pieces[at];
      if (piece && piece !== this.piece) this.go(piece);
    }

    toggleMark() {
      this.mark(this.piece);
      this.showMark();
    }

    showMark() {
      this.marker.setAttribute("aria-pressed", String(this.isMarked(this.piece)));
    }

    /** Show `piece`, one of `pieces`, or nothing. */
    show(piece, pieces) {
      if (!piece) {
        if (this.dialog.open) this.leave();
        return;
      }
      if (piece === this.piece && this.dialog.open) return;
      this.piece = piece;
      this.pieces = pieces.includes(piece) ? pieces : [piece];
      const at = this.pieces.indexOf(piece);
      this.title.textContent = piece.title;
      this.place.textContent = tell(t.place, { n: at + 1, total: this.pieces.length });
      this.previous.setAttribute("aria-disabled", String(at === 0));
      this.next.setAttribute("aria-disabled", String(at === this.pieces.length - 1));
      this.picture.replaceChildren(piece.showPicture());
      this.text.replaceChildren(...this.describe(piece));
      this.showMark();
      if (!this.dialog.open) {
        this.dialog.showModal();
        this.title.focus();
      }
      this.dialog.scrollTop = 0;
      this.text.scrollTop = 0;
      this.text.querySelectorAll(".prompt, .from-answers q, .vision").forEach((part) => this.markIn(part));
    }

    describe(piece) {
      const more = piece.copy(".more-body");
      more.querySelector(".whole")?.remove();
      for (const title of more.querySelectorAll("h4")) title.replaceWith(make("h3", {}, title.textContent));
      const origin = more.querySelector(".origin");
      const check = gallery.showCheck(origin, piece);
      const files = piece.copy(".piece-files");
      files.querySelectorAll(".piece-actions").forEach((one) => one.remove());
      return [
        piece.copy(".chosen"), piece.copy(".label"), piece.prompt, piece.copy(".note"),
        more, check, files, gallery.showKeys(),
      ].filter(Boolean);
    }

    /** Close, and put the focus back where the picture hangs. */
    leave() {
      const { piece } = this;
      this.dialog.close();
      this.picture.replaceChildren();
      this.piece = null;
      if (piece.node.hidden) return;
      (piece.frame || piece.node.querySelector("button")).focus();
    }
  }

  gallery.View = View;
})();
