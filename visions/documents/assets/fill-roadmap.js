/* The roadmap on the screen: its milestones and actions as a list that grows. */
"use strict";

(() => {
  const visions = (window.visions = window.visions || {});
  const { make, tell } = visions;
  const MILESTONE = { key: "", title: "", day: null, done: false };

  visions.showForm = (fields, main) => {
    const { draft } = fields;
    const t = draft.form.texts;
    let editor = main.querySelector(".fill-editor");
    if (!editor) {
      editor = make("div", { class: "fill-editor" });
      const timeline = main.querySelector(".timeline") || main.querySelector(".foot");
      timeline.before(editor);
    }
    editor.replaceChildren(
      make("section", {}, make("h2", {}, t.milestones), listMilestones(fields)),
      make("section", {}, make("h2", {}, t.actions), ...listActions(fields)),
    );
    for (const printed of main.querySelectorAll(".timeline, .actions")) printed.hidden = true;
    document.body.classList.add("filling-plan");
    return draft;
  };

  /** The tandem's milestone of that key; one that it has not touched is no part of the draft. */
  function openMilestone(draft, key) {
    const { milestones } = draft.answers;
    const found = milestones.find((one) => one.key === key);
    return found || { ...MILESTONE, key };
  }

  function listMilestones(fields) {
    const { draft, texts: t } = fields;
    const rows = draft.form.milestones.map(({ key, label, day, free }) => {
      const node = openMilestone(draft, key);
      const own = () => {
        const { milestones } = draft.answers;
        if (milestones.includes(node)) return;
        milestones.push(node);
        milestones.sort((a, b) => a.key.localeCompare(b.key));
      };
      const options = { list: "milestones", node, shape: MILESTONE };
      const parts = [];
      if (free || node.title) {
        parts.push(fields.text(["title"], t.title, { ...options, title: t.title, line: true }));
      }
      const hint = day && !node.day ? `${t.proposed}: ${day}` : "";
      parts.push(fields.when(["day"], t.day, { ...options, title: t.day, isDay: true, hint }));
      parts.push(fields.tick(["done"], t.done, options));
      const legend = make("legend", {}, `${key} ${label}`);
      const row = make("fieldset", { class: "fill-milestone" }, legend, ...parts);
      // Before the fields' own listeners, which keep the draft.
      for (const kind of ["input", "change"]) row.addEventListener(kind, own, { capture: true });
      return row;
    });
    return make("div", { class: "fill-milestones" }, ...rows);
  }

  function listActions(fields) {
    const { draft, texts: t } = fields;
    const { actions } = draft.answers;
    const list = make("div", { class: "fill-actions" });
    const add = make("button", { type: "button", class: "fill-button" }, t.add);

    const count = () => {
      add.disabled = actions.length >= draft.form.most.actions;
    };
    const remove = (row, action) => {
      const index = actions.indexOf(action);
      actions.splice(index, 1);
      fields.changed();
      const undo = make("button", { type: "button", class: "fill-button" }, t.undo);
      const note = make("p", { class: "fill-removed" }, tell(t.removed, action), " ", undo);
      note.dataset.id = action.id;
      undo.addEventListener("click", () => {
        // Where it stood, or nearest to it: others may have gone or come meanwhile.
        const before = [...list.children].slice(0, [...list.children].indexOf(note));
        actions.splice(before.filter((one) => one.matches(".fill-action")).length, 0, action);
        note.replaceWith(row);
        if (row.dataset.id !== action.id) nameRow(row, action, t);
        fields.changed();
        count();
        row.querySelector(".fill-remove").focus();
      });
      row.replaceWith(note);
      count();
      undo.focus();
    };
    const show = (action) => {
      const row = showAction(fields, action);
      row.querySelector(".fill-remove").addEventListener("click", () => remove(row, action));
      list.append(row);
      return row;
    };

    actions.forEach(show);
    count();
    // For whoever brings in what others do.
    fields.rows = {
      list,
      add: (action) => {
        for (const note of list.querySelectorAll(".fill-removed")) {
          if (note.dataset.id === action.id) note.remove();
        }
        show(action);
        count();
      },
      find: (id) => [...list.children].find((one) => one.dataset.id === id),
      rename: (action, old) => {
        const row = fields.rows.find(old);
        if (row) nameRow(row, action, t);
      },
      count,
    };
    add.addEventListener("click", () => {
      const action = visions.blankAction(chooseId(list, actions));
      actions.push(action);
      fields.changed();
      show(action).querySelector("textarea").focus();
      count();
    });
    return [list, add];
  }

  /** The next free id; one that was removed and may come back is not free. */
  function chooseId(list, actions) {
    const shown = [...list.children].map((one) => one.dataset.id);
    const taken = [...actions.map((one) => one.id), ...shown];
    let n = 1;
    while (taken.includes(`A${String(n).padStart(2, "0")}`)) n += 1;
    return `A${String(n).padStart(2, "0")}`;
  }

  /** Write an action's id wherever its row says it. */
  function nameRow(row, action, t) {
    row.dataset.id = action.id;
    row.querySelector("legend").textContent = action.id;
    row.querySelector("summary").textContent = tell(t.more, action);
    row.querySelector(".fill-remove").textContent = tell(t.remove, action);
  }

  function showAction(fields, action) {
    const { draft, texts: t } = fields;
    const { form } = draft;
    const own = { list: "actions", node: action, shape: visions.ACTION };
    const options = (title, more = {}) => ({ ...own, title, ...more });
    const text = (path, title, more) => fields.text(path, title, options(title, more));
    const line = { line: true };
    const isLate = (due) => {
      const start = action.start || "";
      const isKnown = visions.isWhen(start) && visions.isWhen(due);
      const isEarly = isKnown && visions.findEnd(due, true) < visions.findEnd(start, false);
      return isEarly ? t.too_early : "";
    };
    const find = (id) =>
      id !== action.id && draft.answers.actions.some((one) => one.id === id);
    const main = make(
      "div",
      { class: "fill-grid" },
      text(["title"], t.action, line),
      fields.choice(["lane"], t.lane, form.lanes, options(t.lane)),
      fields.choice(["type"], t.type, form.types, options(t.type)),
      fields.choice(["status"], t.status, form.statuses, options(t.status)),
      fields.when(["start"], t.start, options(t.start)),
      fields.when(["due"], t.due, options(t.due, { also: isLate })),
      ...form.responsible.map((label, index) => text(["owners", index], label)),
    );
    main.firstElementChild.classList.add("fill-wide");
    const more = make(
      "div",
      { class: "fill-grid" },
      fields.ticks(["needs"], t.needs, form.needs, options(t.needs)),
      text(["needs_note"], `${t.needs}: ${t.notes}`),
      text(["funding_source"], t.funding_source),
      fields.euros(["cost_eur"], t.cost_eur, options(t.cost_eur)),
      text(["partners"], t.partners),
      text(["indicator", "name"], t.indicator),
      text(["indicator", "baseline"], t.baseline),
      text(["indicator", "target"], t.target),
      text(["risk"], t.risk),
      text(["countermeasure"], t.countermeasure),
      fields.ids(["depends_on"], t.depends_on, options(t.depends_on, { find })),
      fields.square(["picture_ref"], t.square, options(t.square)),
      text(["notes"], t.notes),
    );
    const details = make("details", {}, make("summary", {}, tell(t.more, action)), more);
    const label = tell(t.remove, action);
    const remove = make("button", { type: "button", class: "fill-button fill-remove" }, label);
    const legend = make("legend", {}, action.id);
    const attributes = { class: "fill-action", "data-id": action.id };
    const foot = make("div", { class: "fill-foot" }, details, remove);
    return make("fieldset", attributes, legend, main, foot);
  }
})();
