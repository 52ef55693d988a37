/* Search in the gallery: accents, case and the ways to write a letter do not matter.

   Words fold as visions/folding.py folds them; a test holds the two together. */
"use strict";

(() => {
  const gallery = (window.gallery = window.gallery || {});

  const LETTERS = { ł: "l", đ: "d", ø: "o", æ: "ae", œ: "oe", ı: "i", ς: "σ", ß: "ss" };
  const WORDS = /[\p{L}\p{N}]+/gu;
  const WRITTEN = /[\p{L}\p{N}\p{M}]+/gu;
  const MOST_MARKED = 4;

  const strip = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");

  gallery.fold = (text) =>
    strip(strip(text).toLowerCase()).replace(/[łđøæœıςß]/gu, (letter) => LETTERS[letter]);

  gallery.listWords = (text) => gallery.fold(text).match(WORDS) || [];

  /** Whether every word that was typed is the beginning of one of `words` (each after a space). */
  gallery.holds = (words, typed) => typed.every((word) => words.includes(` ${word}`));

  /** The ranges in the element's text whose words begin with what was typed. */
  gallery.findRanges = (element, typed) => {
    const ranges = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (typed.length && texts.nextNode()) {
      const text = texts.currentNode;
      for (const found of text.data.matchAll(WRITTEN)) {
        const words = gallery.listWords(found[0]);
        if (!words.some((word) => typed.some((start) => word.startsWith(start)))) continue;
        const range = document.createRange();
        range.setStart(text, found.index);
        range.setEnd(text, found.index + found[0].length);
        ranges.push(range);
      }
    }
    return ranges;
  };

  /** What is shown stands in the page's address, so that a reload, “back” and a bookmark keep it. */
  gallery.readState = () => {
    const { hash } = window.location;
    const kept = new URLSearchParams(hash.includes("=") ? hash.slice(1) : "");
    const list = (name) => (kept.get(name) || "").split(",").filter(Boolean);
    return {
      search: kept.get("search") || "",
      tandem: kept.get("tandem") || "",
      only: list("only"),
      marked: list("marked").slice(0, MOST_MARKED),
      show: kept.get("show") || "",
    };
  };

  gallery.writeState = (state, isNew) => {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(state)) {
      if (value.length) kept.set(name, Array.isArray(value) ? value.join(",") : value);
    }
    const hash = String(kept) && `#${kept}`;
    if (hash === window.location.hash) return;
    const address = hash || window.location.pathname + window.location.search;
    try {
      if (isNew) window.history.pushState({ isOpened: true }, "", address);
      else window.history.replaceState(window.history.state, "", address);
    } catch {
      // A browser may refuse that for a page from a folder, or very many at once.
    }
  };

  gallery.MOST_MARKED = MOST_MARKED;
})();
