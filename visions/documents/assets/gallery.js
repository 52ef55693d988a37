/* The gallery with search, full-size view and comparison. It needs no server and no network;
   without this script the page shows everything as well. */
"use strict";

(() => {
  const gallery = window.gallery;
  const { make, button, tell, texts: t } = gallery;
  const SIDE = "side-by-side";
  if (!gallery.pieces.length) return;

  let state = gallery.readState();

  function go(change, isNew = false) {
    state = { ...state, ...change };
    gallery.writeState(state, isNew);
    show();
  }

  /** Close what a click here opened by going back, so that “back” does not open it again. */
  function close() {
    if (window.history.state?.isOpened) {
      state = { ...state, show: "" };
      show();
      window.history.back();
    } else {
      go({ show: "" });
    }
  }

  const open = (piece) => go({ show: piece.id }, !state.show);
  const wall = new gallery.Wall((change) => {
    go(change);
    wall.goToTop();
  });
  const compare = new gallery.Compare({
    changed: (marked) => go({ marked }),
    open: () => go({ show: SIDE }, true),
    close,
  });
  const view = new gallery.View({
    go: open,
    close,
    mark: (piece) => compare.toggle(piece),
    isMarked: (piece) => compare.isMarked(piece),
    markIn: (part) => wall.markIn(part),
  });

  let searched = null;

  function show() {
    const { search, tandem, only } = state;
    const asked = JSON.stringify([search, tandem, only]);
    if (asked !== searched) wall.show(state);
    searched = asked;
    compare.show(state.marked, state.show === SIDE);
    view.show(gallery.find(state.show), wall.shown);
  }

  for (const piece of gallery.pieces) {
    const { title } = piece;
    const actions = [
      button(t.details, () => open(piece), { class: "open", "aria-haspopup": "dialog", "aria-label": tell(t.details_of, { title }) }),
    ];
    if (piece.frame) {
      actions.push(button(t.compare, () => compare.toggle(piece), { class: "mark", "aria-pressed": "false", "aria-label": tell(t.compare_it, { title }) }));
    }
    piece.node.querySelector(".piece-files").prepend(make("div", { class: "piece-actions" }, ...actions));
  }
  wall.main.addEventListener("click", (event) => {
    const frame = event.target.closest("a.frame");
    if (!frame || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(gallery.find(frame.closest(".piece").id));
  });
  window.addEventListener("popstate", () => {
    state = gallery.readState();
    show();
    const { hash } = window.location;
    if (hash && !hash.includes("=")) document.getElementById(hash.slice(1))?.scrollIntoView();
  });
  window.addEventListener("beforeprint", () => {
    for (const picture of document.querySelectorAll("main img")) picture.loading = "eager";
  });
  document.documentElement.classList.add("is-live");
  show();
})();
