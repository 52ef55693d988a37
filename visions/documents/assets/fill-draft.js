/* A draft of one sheet: the answers as they are typed, kept in the browser and saved as a file. */
"use strict";

(() => {
  const visions = (window.visions = window.visions || {});

  const REMARK = { text: "", ref: "" };
  const EXTRA = { key: "", text: "" };
  const INDICATOR = { name: "", baseline: "", target: "" };
  const ACTION = {
    id: "", title: "", lane: "joint", type: "task", start: null, due: null, owners: [""],
    partners: "", needs: [""], needs_note: "", funding_source: "", cost_eur: null,
    indicator: INDICATOR, risk: "", countermeasure: "", depends_on: [""], picture_ref: "",
    status: "planned", notes: "",
  };
  /** Every key of the JSON form with its blank value; a list shows what its entries are. */
  const SHAPES = {
    worksheet: {
      keep: [REMARK], adapt: [REMARK], leave_out: [REMARK], missing: "",
      cities: [{ have: "", obstacles: "", needs: [""] }], headline: "", vision: "",
      indicators: [INDICATOR], first_step: { what: "", owners: [""], due: null }, alt_text: "",
      extra: [EXTRA],
    },
    roadmap: {
      milestones: [{ key: "", title: "", day: null, done: false }],
      actions: [ACTION],
    },
  };

  const isBlock = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** `value` with every key of `shape`; throws where it is something else, or has more. */
  function fit(value, shape) {
    if (Array.isArray(shape)) {
      if (value === undefined) return [];
      if (!Array.isArray(value)) throw new TypeError("no list");
      return value.map((entry) => fit(entry, shape[0]));
    }
    if (isBlock(shape)) {
      const given = value === undefined ? {} : value;
      if (!isBlock(given)) throw new TypeError("no block");
      if (Object.keys(given).some((key) => !Object.hasOwn(shape, key))) {
        throw new TypeError("an unknown key");
      }
      const read = (key) => (Object.hasOwn(given, key) ? given[key] : undefined);
      return Object.fromEntries(Object.keys(shape).map((key) => [key, fit(read(key), shape[key])]));
    }
    if (value === undefined) return shape;
    const isOpen = shape === null && (value === null || typeof value === "number");
    if (!isOpen && typeof value !== typeof (shape === null ? "" : shape)) {
      throw new TypeError("another type");
    }
    return value;
  }

  /** The same text for the same answers. Keys are in the order of the shape already. */
  const spell = (answers) => JSON.stringify(answers);

  class Draft {
    constructor(form) {
      this.form = form;
      this.shape = SHAPES[form.kind];
      this.printed = fit(form.answers, this.shape);
      this.base = spell(this.printed);
      this.answers = fit(form.answers, this.shape);
      this.name = ["visions", form.record, form.kind, form.workshop, form.identity].join("|");
      this.canKeep = this.#tryToKeep();
    }

    /** Whether this browser keeps anything for this page: some do not, for files or in private. */
    #tryToKeep() {
      try {
        window.localStorage.setItem(`${this.name}|try`, "");
        window.localStorage.removeItem(`${this.name}|try`);
        return true;
      } catch {
        return false;
      }
    }

    /** The draft that the browser has, with the answers that it began from; null for none. */
    find() {
      if (!this.canKeep) return null;
      const text = window.localStorage.getItem(this.name);
      if (text === null) return null;
      try {
        const { base, answers } = JSON.parse(text);
        return { base, answers: fit(answers, this.shape) };
      } catch {
        // Not of this version: put aside, so that the next key does not write over it.
        window.localStorage.setItem(`${this.name}|unread`, text);
        return null;
      }
    }

    /** Keep what was typed. Sets `canKeep` to false where there is no room for it. */
    keep() {
      try {
        const note = { base: this.base, answers: this.answers };
        window.localStorage.setItem(this.name, JSON.stringify(note));
        this.canKeep = true;
      } catch {
        this.canKeep = false;
      }
    }

    forget() {
      if (this.canKeep) window.localStorage.removeItem(this.name);
      this.answers = fit(this.form.answers, this.shape);
    }

    isChanged() {
      return spell(this.answers) !== this.base;
    }

    isSame(answers) {
      return spell(this.answers) === spell(answers);
    }

    /** A field of `node`, undefined where a list is shorter. */
    get(path, node = this.answers) {
      return path.reduce((found, key) => (found === undefined ? undefined : found[key]), node);
    }

    /** Set a field of `node`; lists grow as far as needed and end with what is not blank. */
    put(path, value, node = this.answers, shape = this.shape) {
      const [key, ...rest] = path;
      if (!Array.isArray(node)) {
        if (rest.length) this.put(rest, value, node[key], shape[key]);
        else node[key] = value;
        return;
      }
      const blank = () => fit(undefined, shape[0]);
      while (node.length <= key) node.push(blank());
      if (rest.length) this.put(rest, value, node[key], shape[0]);
      else node[key] = value;
      while (node.length && spell(node.at(-1)) === spell(blank())) node.pop();
    }

    /** The text of the file that `visions fill` takes. */
    write() {
      const part = { ...this.answers };
      if (part.actions) {
        part.actions = part.actions.filter((one) => !this.#isEmptyRow(one));
        const known = this.printed.milestones.map((one) => one.key);
        part.milestones = part.milestones.filter(
          (one) => one.title || one.day || one.done || known.includes(one.key),
        );
      }
      if (part.extra) part.extra = part.extra.filter((one) => one.text);
      if (part.extra && !part.extra.length) delete part.extra;
      const { format, record, kind } = this.form;
      return `${JSON.stringify({ format, record, [kind]: part }, null, 2)}\n`;
    }

    #isEmptyRow(action) {
      const blank = fit({ id: action.id, lane: action.lane }, ACTION);
      const isNamed = this.answers.actions.some((one) => one.depends_on.includes(action.id));
      return !isNamed && spell(action) === spell(blank);
    }

    /** Take the answers in the text of a file. Throws, changing nothing, where there are none. */
    read(text) {
      const note = JSON.parse(text.replace(/^\ufeff/, ""));
      const { format, record, kind } = this.form;
      if (!isBlock(note) || note.format !== format || !Object.hasOwn(note, kind)) {
        throw new TypeError("no answers");
      }
      if ((note.record ?? record) !== record) throw new TypeError("of another record");
      return fit(note[kind], this.shape);
    }
  }

  visions.Draft = Draft;
  visions.ACTION = ACTION;
  visions.EXTRA = EXTRA;
  visions.blankAction = (id) => fit({ id }, ACTION);
  visions.fit = fit;
})();
