/* Filling in a sheet in the browser: the bar with its buttons, and what the draft begins with.

   Nothing leaves the browser. Without this script the page is the paper form that it shows. */
"use strict";

(() => {
  const visions = window.visions;
  const { make, tell } = visions;
  const main = document.querySelector("main");
  const form = JSON.parse(document.getElementById("answers").textContent);
  const t = form.texts;
  const draft = new visions.Draft(form);
  let isOpen = false;
  let isSaved = true;
  let choice = null;

  const button = (text, act) => {
    const made = make("button", { type: "button", class: "fill-button" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const status = make("p", { class: "fill-status", role: "status" });
  const say = (...texts) => {
    status.textContent = texts.filter(Boolean).join(" ");
  };
  const tellKept = () => (draft.canKeep ? t.kept : t.unkept);
  const countFaults = () => {
    const n = fields.countFaults();
    return n ? tell(t.check, { n }) : "";
  };

  const fields = new visions.Fields(draft, () => {
    isSaved = false;
    // While a choice is open, the other draft in the browser is not written over.
    if (!choice) draft.keep();
    say(tellKept());
  });

  const begin = button(t.begin, () => open(tellKept()));
  const bar = make("section", { class: "fill-bar", "aria-label": t.sheet }, begin);
  main.prepend(bar);

  function open(message) {
    isOpen = true;
    document.body.classList.add("filling");
    visions.showForm(fields, main);
    const note = make("p", { class: "fill-note" }, `${t.hand_over} `, make("code", {}, form.command));
    const buttons = [button(t.save, save), button(t.open, () => picker.click())];
    const discarded = button(t.discard, discard);
    bar.replaceChildren(make("div", { class: "fill-buttons" }, ...buttons, discarded), status, note);
    buttons[0].focus({ preventScroll: true });
    say(message, countFaults());
  }

  function save() {
    const blob = new Blob([draft.write()], { type: "application/json" });
    const link = make("a", { href: URL.createObjectURL(blob), download: form.file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    isSaved = true;
    say(tell(t.saved, { file: form.file }), countFaults());
  }

  const picker = make("input", { type: "file", accept: ".json,application/json", hidden: true });
  main.append(picker);
  picker.addEventListener("change", async () => {
    const [file] = picker.files;
    picker.value = "";
    if (!file) return;
    let found = null;
    try {
      const bytes = await file.arrayBuffer();
      found = draft.read(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      say(tell(t.unread, { file: file.name }));
      return;
    }
    const isAsked = draft.isChanged() && !draft.isSame(found);
    if (isAsked && !window.confirm(tell(t.replace_all, { file: file.name }))) return;
    take(found, tell(t.opened, { file: file.name }));
  });

  /** Show other answers in the form and go on from them. */
  function take(answers, message) {
    choice?.remove();
    choice = null;
    draft.answers = answers;
    draft.keep();
    visions.showForm(fields, main);
    say(message, tellKept(), countFaults());
  }

  function discard() {
    if (!window.confirm(t.discard_all)) return;
    draft.forget();
    isSaved = true;
    window.location.reload();
  }

  /** Let the person choose between two drafts; “Save file” saves the one that is shown. */
  function offer(question, mine, theirs) {
    choice?.remove();
    const settle = (answers) => {
      take(answers, "");
      bar.querySelector("button").focus();
    };
    choice = make(
      "div",
      { class: "fill-choose", role: "group", "aria-label": question },
      make("p", {}, question),
      button(t.keep_mine, () => settle(mine())),
      button(t.take_new, () => settle(theirs)),
    );
    bar.append(choice);
  }

  window.addEventListener("storage", (event) => {
    if (event.key !== draft.name || !isOpen) return;
    const other = draft.find();
    if (other && !draft.isSame(other.answers)) {
      offer(t.elsewhere, () => draft.answers, other.answers);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSaved && (!draft.canKeep || choice)) event.preventDefault();
  });

  const kept = draft.find();
  if (kept && draft.isSame(kept.answers)) {
    // It has become what the page shows.
    draft.forget();
  } else if (kept) {
    const isNewer = kept.base !== draft.base;
    draft.answers = kept.answers;
    open(isNewer ? "" : t.back);
    if (isNewer) offer(t.newer, () => draft.answers, draft.printed);
  }
})();
