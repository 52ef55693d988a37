/* Squares of the picture to tap: the one that is tapped goes into the field that is chosen. */
"use strict";

(() => {
  const visions = (window.visions = window.visions || {});

  /** Let the choice of a square in `field` be made on the picture, too, where there is one. */
  visions.pickSquares = (field, name, t, squares) => {
    const { make } = visions;
    const select = field.querySelector("select");
    const image = document.querySelector("main .picture img");
    if (!image || !window.HTMLDialogElement) return;

    const pick = (square) => {
      select.value = square;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const listSquares = (picked, attributes = {}) => {
      const buttons = squares.map((square) => {
        const isPicked = select.value === square ? "true" : "false";
        const shown = make("span", {}, square);
        const button = make("button", { type: "button", "aria-pressed": isPicked }, shown);
        for (const [key, value] of Object.entries(attributes)) button.setAttribute(key, value);
        button.addEventListener("click", () => {
          pick(square);
          picked();
        });
        return button;
      });
      // A–D go across, 1–3 down.
      const rows = [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((n) => buttons[n * 3 + row]));
      return make("div", { class: "fill-squares", role: "group", "aria-label": name }, ...rows);
    };

    const showLarge = () => {
      const close = make("button", { type: "button", class: "fill-button" }, t.close);
      const title = make("h2", {}, name);
      const shown = make("img", { src: image.src, alt: image.alt });
      const dialog = make("dialog", { class: "fill-picture", "aria-label": t.pick_square });
      const frame = make("div", { class: "fill-frame" }, shown, listSquares(() => dialog.close()));
      dialog.append(title, frame, close);
      close.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => {
        dialog.remove();
        select.focus();
      });
      document.body.append(dialog);
      dialog.showModal();
      (frame.querySelector('[aria-pressed="true"]') || frame.querySelector("button")).focus();
    };

    /** The squares on the sheet's own picture, as long as this field is the chosen one. */
    const showHere = () => {
      const place = image.closest(".picture-scaled");
      if (!place) return;
      for (const other of place.querySelectorAll(".fill-squares")) other.remove();
      const here = listSquares(() => {
        here.remove();
        select.focus({ preventScroll: true });
      }, { tabindex: "-1" });
      const leave = (event) => {
        if (here.contains(event.target) || field.contains(event.target)) return;
        here.remove();
        document.removeEventListener("focusin", leave);
      };
      document.addEventListener("focusin", leave);
      place.append(here);
    };

    const large = make("button", { type: "button", class: "fill-pick" }, t.pick_square);
    large.addEventListener("click", showLarge);
    select.after(large);
    select.addEventListener("focus", showHere);
  };
})();
