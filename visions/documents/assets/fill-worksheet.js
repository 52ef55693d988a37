/* The worksheet on the screen: each blank of the sheet becomes a field in its place. */
"use strict";

(() => {
  const visions = (window.visions = window.visions || {});
  const { make } = visions;

  visions.showForm = (fields, main) => {
    const { form } = fields.draft;
    const t = form.texts;
    let rest = main.querySelector(".fill-rest");
    rest?.replaceChildren();

    /** Put a field where the sheet has that blank, or at its end if a template has none. */
    const place = (name, title, ...parts) => {
      const blank = main.querySelector(`[data-field="${name}"]`);
      if (blank) {
        blank.classList.add("fill-place");
        blank.replaceChildren(...parts);
        return;
      }
      if (!rest) {
        rest = make("section", { class: "fill-rest" });
        main.querySelector(".foot").before(rest);
      }
      rest.append(make("p", { class: "fill-label" }, title), ...parts);
    };

    const { removed = [], extra = [], lines = { keep: 3 } } = form;
    const { answers } = fields.draft;
    /** Whether the sheet has this box, or an answer that needs it. */
    const has = (box, isAnswered) => isAnswered || !removed.includes(box);

    for (const list of ["keep", "adapt", "leave_out"]) {
      const count = Math.max(lines.keep, answers[list].length);
      for (let n = 1; n <= count; n += 1) {
        const name = `${t[list]} (${n})`;
        place(`${list}.${n}.text`, name, fields.text([list, n - 1, "text"], name));
        const square = `${t.square} – ${name}`;
        place(`${list}.${n}.ref`, square, fields.square([list, n - 1, "ref"], square));
      }
    }
    if (has("missing", answers.missing)) {
      place("missing", t.missing, fields.text(["missing"], t.missing));
    }

    form.cities.forEach((city, index) => {
      for (const key of ["have", "obstacles"]) {
        const name = `${t[key]} – ${city}`;
        place(`${key}.${index + 1}`, name, fields.text(["cities", index, key], name, { rows: 2 }));
      }
      if (!has("needs", answers.cities[index]?.needs.length)) return;
      const name = `needs.${index + 1}`;
      const printed = main.querySelector(`[data-field="${name}.1"]`)?.closest("ul");
      printed?.replaceWith(make("div", { "data-field": name }));
      const legend = `${t.needs} – ${city}`;
      place(name, legend, fields.ticks(["cities", index, "needs"], legend, form.needs));
    });

    const { headline, due, starter } = form.printed;
    if (has("headline", answers.headline)) {
      place("headline", headline, fields.text(["headline"], headline, { line: true }));
    }
    const vision = fields.text(["vision"], t.vision, { hint: starter, rows: 3 });
    place("vision_sentence", t.vision, vision);

    /** A field of the workshop's own: the draft has it as long as something stands in it. */
    const placeExtra = (key, label, rows) => {
      const found = answers.extra.find((one) => one.key === key);
      const node = found || { key, text: "" };
      const shape = visions.EXTRA;
      const field = fields.text(["text"], label, { list: "extra", node, shape, rows });
      const own = ({ target }) => {
        const at = answers.extra.indexOf(node);
        if (target.value && at < 0) answers.extra.push(node);
        if (!target.value && at >= 0) answers.extra.splice(at, 1);
      };
      // Before the field's own listener, which keeps the draft.
      const room = make("div", { class: "fill-extra" }, field);
      room.addEventListener("input", own, { capture: true });
      place(`extra.${key}`, label, room);
    };
    for (const { key, label, lines: rows } of extra) placeExtra(key, label, rows);
    const known = extra.map((one) => one.key);
    const unnamed = answers.extra.filter((one) => !known.includes(one.key));
    for (const { key } of unnamed) placeExtra(key, key, 1);

    (has("indicators", answers.indicators.length) ? [1, 2] : []).forEach((n) => {
      const count = make("span", { class: "count", "aria-hidden": "true" }, String(n));
      const field = (key, label) =>
        fields.text(["indicators", n - 1, key], `${t.indicator} ${n} – ${label}`, { narrow: label });
      const name = `${t.indicator} ${n}`;
      const counted = make("span", { class: "fill-counted" }, count);
      counted.append(fields.text(["indicators", n - 1, "name"], name));
      place(`indicator.${n}.name`, name, counted);
      place(`indicator.${n}.baseline`, `${name} – ${t.today}`, field("baseline", t.today));
      place(`indicator.${n}.target`, `${name} – ${t.target}`, field("target", t.target));
    });

    const step = (label) => `${t.first_step} – ${label}`;
    const what = step(t.action);
    place("first_step.what", what, fields.text(["first_step", "what"], what));
    form.responsible.forEach((label, index) => {
      const field = fields.text(["first_step", "owners", index], step(label));
      place(`first_step.owner.${index + 1}`, step(label), field);
    });
    const hint = fields.draft.get(["first_step", "due"]) ? "" : `${t.proposed}: ${due}`;
    const day = fields.when(["first_step", "due"], step(t.due), { isDay: true, hint });
    place("first_step.due", step(t.due), day);

    const caption = main.querySelector(".band .caption");
    caption?.querySelector(".fill-alt")?.remove();
    const alt = fields.text(["alt_text"], t.alt, { title: t.alt, rows: 2 });
    const room = make("div", { class: "fill-alt" }, alt);
    if (caption) caption.append(room);
    else place("alt_text", t.alt, room);
  };
})();
