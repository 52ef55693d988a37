/* Editing the plan: its steps in rows. What has begun stays where it is. */

import { ask, make } from "/assets/ask.js";

const MOST_STEPS = 20;
const LONGEST_TITLE = 80;
const LONGEST_STEP = 240;

export async function openPlan(dialog, words, tellDone) {
  const trouble = dialog.querySelector(".trouble");
  const rows = dialog.querySelector("#plan-rows");
  const add = dialog.querySelector("#plan-add");
  const { agenda } = await ask("GET", "/api/desk");
  const begun = agenda.current === null ? 0 : agenda.current + 1;

  const makeRow = (step) => {
    const button = (sign, label, act) => {
      const made = make("button", { type: "button", class: "small", "aria-label": label }, sign);
      made.addEventListener("click", () => {
        act();
        settle();
        (made.disabled || !made.isConnected ? rows.lastElementChild?.querySelector("input") : made)?.focus();
      });
      return made;
    };
    const row = make(
      "li",
      {},
      make("input", { type: "number", min: 1, max: LONGEST_STEP, required: true, value: step.minutes, "aria-label": words.minutes }),
      make("input", { type: "text", maxlength: LONGEST_TITLE, required: true, dir: "auto", value: step.title, "aria-label": words.title }),
      button("↑", words.up, () => row.previousElementSibling?.before(row)),
      button("↓", words.down, () => row.nextElementSibling?.after(row)),
      button("✕", words.remove, () => row.remove()),
    );
    return row;
  };

  /** A step that has begun can neither move nor go; the one that runs would not be it any more. */
  const settle = () => {
    const list = [...rows.children];
    for (const [n, row] of list.entries()) {
      const [up, down, remove] = row.querySelectorAll("button");
      up.disabled = n <= begun;
      down.disabled = n < begun || n === list.length - 1;
      remove.disabled = n < begun || list.length === 1;
    }
    add.disabled = list.length >= MOST_STEPS;
  };

  rows.replaceChildren(...agenda.steps.map(makeRow));
  settle();
  add.onclick = () => {
    rows.append(makeRow({ minutes: 10, title: "" }));
    settle();
    rows.lastElementChild.querySelector("input[type=text]").focus();
  };
  dialog.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    const edit = [...rows.children].map((row) => {
      const [minutes, title] = row.querySelectorAll("input");
      return { minutes: Number(minutes.value), title: title.value.trim() };
    });
    try {
      await ask("PUT", "/api/desk/agenda", { edit });
      dialog.close("yes");
      tellDone();
    } catch (error) {
      trouble.textContent = [error.message, ...(error.problems ?? [])].join(" ");
    }
  };
  trouble.textContent = "";
  dialog.showModal();
}
