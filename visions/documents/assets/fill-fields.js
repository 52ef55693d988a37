/* Form fields for answers. Each writes to the draft as it is typed in, and only ever advises. */
"use strict";

(() => {
  const visions = (window.visions = window.visions || {});

  // What no file of answers may hold; people cannot have meant it.
  const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;
  const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  const SPAN = /^[0-9]{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])))?$/;
  const SQUARES = ["A", "B", "C", "D"].flatMap((letter) => [1, 2, 3].map((n) => letter + n));

  /** An element with its attributes and children; texts become text, never markup. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** A message with its {places} filled in. */
  const tell = (message, values) =>
    message.replace(/\{([a-z]+)\}/g, (place, name) => (name in values ? values[name] : place));

  function isDay(text) {
    const day = new Date(`${text}T00:00:00Z`);
    const isReal = DAY.test(text) && !Number.isNaN(day.getTime());
    return isReal && day.toISOString().startsWith(text) && isYear(text);
  }

  const isYear = (text) => Number(text.slice(0, 4)) >= 1900 && Number(text.slice(0, 4)) <= 2200;
  const isWhen = (text) => isDay(text) || (SPAN.test(text) && isYear(text));

  /** First or last day of a day or span, as text that sorts by time. */
  function findEnd(when, last) {
    const [year, part = ""] = when.split(/-(.*)/);
    if (DAY.test(when)) return when;
    const first = { Q: 3, H: 6 }[part[0]] ? (Number(part[1]) - 1) * { Q: 3, H: 6 }[part[0]] : 0;
    const months = { Q: 3, H: 6 }[part[0]] || (part ? 1 : 12);
    const month = (part && !Number.isNaN(Number(part)) ? Number(part) - 1 : first) + 1;
    return `${year}-${String(last ? month + months - 1 : month).padStart(2, "0")}-${last ? 31 : "01"}`;
  }

  let count = 0;

  const locate = ({ path, list, node }) => (list ? [list, node.id ?? node.key, ...path] : path);

  class Fields {
    /** `changed` is called after each change of the draft. */
    constructor(draft, changed) {
      this.draft = draft;
      this.texts = draft.form.texts;
      this.most = draft.form.most;
      this.changed = changed;
      this.checks = new Map();
      this.places = [];
    }

    /** Every field that is still in the page: where it stands in the answers (an entry of a named
     *  list by its name), and what shows there. */
    listPlaces() {
      this.places = this.places.filter(({ input }) => input.isConnected);
      return this.places.map((one) => ({ ...one, path: locate(one) }));
    }

    /** How many fields that are still in the page hold something to look at again. */
    countFaults() {
      const shown = [...this.checks].filter(([input]) => input.isConnected);
      this.checks = new Map(shown);
      return shown.filter(([, check]) => check()).length;
    }

    /** A text that grows with what is typed. `title` is a visible label, else `name` is read. */
    text(path, name, { title, line, hint, list, node, shape, rows = 1, ...rest } = {}) {
      const input = make("textarea", { rows, dir: "auto", "aria-label": title ? undefined : name });
      const room = make("span", { class: "fill-room" }, input);
      const show = rest.show || ((value) => value ?? "");
      const read = rest.read || ((text) => text);
      const refresh = () => {
        input.value = show(this.draft.get(path, node));
        room.dataset.text = input.value;
      };
      refresh();
      const write = () => {
        const one = line || rest.read ? input.value.replace(/[\n\u2028\u2029]+/g, " ") : input.value;
        const clean = one.replace(UNPRINTABLE, "");
        if (clean !== input.value) input.value = clean;
        room.dataset.text = clean;
        this.draft.put(path, read(clean), node, shape);
      };
      const place = { path, list, node, shape };
      return this.#finish(input, room, { title, hint, write, refresh, place, ...rest });
    }

    when(path, name, { isDay: isOneDay, ...options } = {}) {
      const { no_day: noDay, no_when: noWhen } = this.texts;
      const check = (text) => {
        if (!text || (isOneDay ? isDay(text) : isWhen(text))) return options.also?.(text) ?? "";
        return isOneDay ? noDay : noWhen;
      };
      const read = (text) => text.trim().toUpperCase() || null;
      return this.#line(path, name, { ...options, read, check: (text) => check(text.toUpperCase()) });
    }

    euros(path, name, options) {
      const isWhole = (text) => /^[0-9]{1,13}$/.test(text) && Number(text) <= this.most.euros;
      const read = (text) => (isWhole(text.trim()) ? Number(text) : text.trim() || null);
      const check = (text) => (!text || isWhole(text) ? "" : this.texts.no_euros);
      const show = (value) => (value === null ? "" : String(value));
      return this.#line(path, name, { ...options, read, show, check, inputmode: "numeric" });
    }

    /** Ids of other actions, with commas between them. `find` tells whether there is one. */
    ids(path, name, { find, ...options }) {
      const read = (text) => [...new Set(text.toUpperCase().split(/[\s,;]+/).filter(Boolean))];
      const check = (text) => {
        const missing = read(text).find((id) => !find(id));
        return missing ? tell(this.texts.no_action, { id: missing }) : "";
      };
      const show = (value) => value.join(", ");
      return this.#line(path, name, { ...options, read, show, check });
    }

    #line(path, name, options) {
      return this.text(path, name, { line: true, ...options, check: (t) => options.check(t.trim()) });
    }

    choice(path, name, options, { title, list, node, shape } = {}) {
      const input = make("select", { "aria-label": title ? undefined : name });
      const refresh = () => {
        const value = this.draft.get(path, node) ?? "";
        // A value that is not on the list stays, for the person to change.
        const known = options.some(([key]) => key === value);
        const shown = known ? options : [[value, value], ...options];
        input.replaceChildren(...shown.map(([key, label]) => make("option", { value: key }, label)));
        input.value = value;
      };
      refresh();
      const write = () => this.draft.put(path, input.value, node, shape);
      const room = make("span", { class: "fill-choice" }, input);
      const place = { path, list, node, shape };
      return this.#finish(input, room, { title, write, refresh, place });
    }

    square(path, name, options) {
      const shown = [["", "–"], ...SQUARES.map((one) => [one, one])];
      const field = this.choice(path, name, shown, options);
      visions.pickSquares?.(field, name, this.texts, SQUARES);
      return field;
    }

    tick(path, label, { list, node, shape } = {}) {
      const input = make("input", { type: "checkbox" });
      const refresh = () => {
        input.checked = Boolean(this.draft.get(path, node));
      };
      refresh();
      input.addEventListener("change", () => {
        this.draft.put(path, input.checked, node, shape);
        this.changed();
      });
      const field = make("label", { class: "fill-tick" }, input, make("span", {}, label));
      this.places.push({ path, list, node, shape, input, field, label, refresh });
      return field;
    }

    /** Tick boxes for several of `options`, which stay in the order of the list. */
    ticks(path, legend, options, { title, list, node, shape } = {}) {
      const boxes = options.map(([key, label]) => {
        const input = make("input", { type: "checkbox", value: key });
        return make("label", { class: "fill-tick" }, input, make("span", {}, label));
      });
      const attributes = { class: title ? "fill-label" : "for-readers" };
      const group = make("fieldset", { class: "fill-ticks" }, make("legend", attributes, legend));
      group.append(...boxes);
      const inputs = boxes.map((box) => box.firstElementChild);
      const refresh = () => {
        const chosen = this.draft.get(path, node) ?? [];
        for (const input of inputs) input.checked = chosen.includes(input.value);
      };
      refresh();
      group.addEventListener("change", () => {
        const ticked = inputs.filter((input) => input.checked).map((input) => input.value);
        this.draft.put(path, ticked, node, shape);
        this.changed();
      });
      const place = { path, list, node, shape, input: inputs[0], field: group, refresh };
      this.places.push({ ...place, label: legend, names: Object.fromEntries(options) });
      return group;
    }

    /** Label, advice and events around a field. */
    #finish(input, room, { title, hint, write, check, inputmode, narrow, refresh, place }) {
      input.id = `fill-${(count += 1)}`;
      const advice = make("span", { class: "fill-advice", id: `${input.id}-advice` });
      const parts = [room, advice];
      const described = [advice.id];
      if (inputmode) input.setAttribute("inputmode", inputmode);
      if (hint) {
        const note = make("span", { class: "fill-hint", id: `${input.id}-hint` }, hint);
        described.unshift(note.id);
        parts.unshift(note);
      }
      const shown = title || narrow;
      if (shown) {
        const form = title ? "fill-label" : "fill-label fill-narrow";
        parts.unshift(make("label", { class: form, for: input.id }, shown));
      }
      input.setAttribute("aria-describedby", described.join(" "));
      const judge = () => {
        const length = [...input.value].length;
        const isLong = length > this.most.characters;
        const { characters: most } = this.most;
        if (isLong) return tell(this.texts.too_long, { most, n: length });
        return check ? check(input.value) : "";
      };
      const look = () => {
        const fault = judge();
        if (advice.textContent !== fault) advice.textContent = fault;
        if (fault) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
        return fault;
      };
      this.checks.set(input, look);
      input.addEventListener(input.tagName === "SELECT" ? "change" : "input", () => {
        write();
        this.changed();
        // Half a date is no mistake: say so when the field is left.
        if (!check || input.hasAttribute("aria-invalid")) look();
      });
      input.addEventListener("blur", look);
      look();
      const field = make("span", { class: "fill-field" }, ...parts);
      const again = () => {
        refresh();
        look();
      };
      this.places.push({ ...place, input, field, judge, refresh: again });
      return field;
    }
  }

  Object.assign(visions, { Fields, make, tell, findEnd, isWhen });
})();
