/* Parts that the gallery's views are made of. Text of people only ever becomes text. */
"use strict";

(() => {
  const gallery = (window.gallery = window.gallery || {});
  const data = JSON.parse(document.getElementById("gallery_data").textContent);
  const language = document.documentElement.lang;

  gallery.texts = data.texts;

  /** A message with its {places} filled in; numbers as the language writes them. */
  gallery.tell = (message, values) =>
    message.replace(/\{([a-z]+)\}/g, (place, name) => {
      if (!(name in values)) return place;
      const value = values[name];
      return typeof value === "number" ? value.toLocaleString(language) : value;
    });

  gallery.make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  gallery.button = (text, act, attributes = {}) => {
    const made = gallery.make("button", { type: "button", ...attributes }, text);
    made.addEventListener("click", act);
    return made;
  };

  /** One piece of the wall, as the page holds it. */
  class Piece {
    constructor([anchor, words, kinds]) {
      this.id = anchor;
      this.words = words;
      this.kinds = new Set(kinds);
      this.node = document.getElementById(anchor);
      this.wall = this.node.closest(".wall");
      this.tandem = this.wall.id;
      this.title = this.node.dataset.title;
    }

    get frame() {
      return this.node.querySelector("a.frame");
    }

    /** A copy of a part of it, without ids. */
    copy(selector) {
      const part = this.node.querySelector(selector);
      return part ? part.cloneNode(true) : null;
    }

    get prompt() {
      return this.copy(".whole .prompt") || this.copy(".prompt");
    }

    /** The picture in full, or the empty frame that waits for it. */
    showPicture() {
      const { frame } = this;
      if (!frame) return this.copy(".frame-empty");
      const small = frame.querySelector("img");
      const large = gallery.make("img", {
        src: frame.getAttribute("href"),
        alt: small.alt,
        width: small.getAttribute("width"),
        height: small.getAttribute("height"),
      });
      return gallery.make("a", { class: "view-frame", href: frame.getAttribute("href") }, large);
    }
  }

  gallery.pieces = data.pieces.map((one) => new Piece(one)).filter((piece) => piece.node);
  const known = new Map(gallery.pieces.map((piece) => [piece.id, piece]));
  gallery.find = (id) => known.get(id);
})();
