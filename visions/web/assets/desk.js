/* The desk: every button asks the API; the page itself comes anew from the server with the news. */

import { ask, readData, tell } from "/assets/ask.js";
import { countLeft, sayTime, setEnd } from "/assets/countdown.js";
import { openPlan } from "/assets/desk-plan.js";
import { keepFocus, morph } from "/assets/morph.js";
import { follow } from "/assets/news.js";

const PAUSE_SECONDS = 0.6; // between two looks, however much is new

const TOLD_SECONDS = 6;

const words = readData();
const find = (id) => document.getElementById(id);
const live = find("live");
let isOnline = true;
let toldLast = "";
let forgets = 0;

function say(text, isTrouble = false) {
  toldLast = text;
  const told = find("told");
  told.classList.toggle("is-trouble", isTrouble);
  told.textContent = isOnline ? text : words.offline;
  window.clearTimeout(forgets);
  if (!isTrouble && text !== words.printing) forgets = window.setTimeout(() => say("", true), TOLD_SECONDS * 1000);
}

const explain = (error) => [error.message, ...(error.problems ?? [])].join(" ");

// Looking

let isLooking = false;
let looksAgain = false;

async function look() {
  if (isLooking) {
    looksAgain = true;
    return;
  }
  isLooking = true;
  try {
    const answer = await fetch("/desk");
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      keepFocus(() => morph(live, page.getElementById("live")));
      startClock();
    } else if (answer.status === 401 || answer.status === 403) say(words.gone, true);
  } catch {
    // The stream of news tells whether the connection is lost.
  } finally {
    window.setTimeout(() => {
      isLooking = false;
      if (looksAgain) {
        looksAgain = false;
        look();
      }
    }, PAUSE_SECONDS * 1000);
  }
}

// The clock

let end = null;

function startClock() {
  const left = find("time")?.dataset.left;
  end = left === undefined ? null : setEnd(Number(left));
  tick();
}

function tick() {
  const time = find("time");
  if (!time || end === null) return;
  const left = countLeft(end);
  const said = sayTime(left);
  if (time.textContent !== said) time.textContent = said;
  time.classList.toggle("is-over", left <= 0);
  time.title = left <= 0 ? words.over : "";
}

// Dialogs

/** Whether the person means it. The focus goes back to where it was. */
function confirm(text) {
  const dialog = find("sure");
  find("sure-text").textContent = text;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button[value]");
    if (button) dialog.close(button.value);
  });
}

const makeSender = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");

function openWords(button) {
  const dialog = find("words");
  const text = find("words-text");
  const trouble = dialog.querySelector(".trouble");
  const { tandem, number } = button.dataset;
  const sender = makeSender(); // pressed twice, it is the same prompt
  text.value = button.dataset.text;
  trouble.textContent = "";
  dialog.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    try {
      await ask("POST", `/api/tandems/${tandem}/prompts`, { text: text.value, sender, parent: Number(number) });
      dialog.close("yes");
      say(words.sent);
      look();
    } catch (error) {
      trouble.textContent = explain(error);
    }
  };
  dialog.showModal();
  text.focus();
}

// Buttons

async function run(element) {
  const [method, path] = element.dataset.ask.split(" ");
  if (element.dataset.sure && !(await confirm(element.dataset.sure))) return;
  const body = method === "POST" && element.dataset.body === "{}" ? undefined : JSON.parse(element.dataset.body);
  element.setAttribute("aria-busy", "true");
  try {
    await ask(method, path, body);
    say(words.done);
  } catch (error) {
    say(error instanceof TypeError ? words.failed : explain(error), true);
  } finally {
    element.removeAttribute("aria-busy");
  }
  look();
}

async function print(button) {
  const paper = button.dataset.print;
  say(words.printing);
  button.disabled = true;
  try {
    const sent = await ask("POST", "/api/desk/print", { paper });
    say(tell(words.printed, { paper: `${sent.paper}`, printer: sent.printer }));
  } catch (error) {
    say(explain(error), true);
  } finally {
    button.disabled = false;
    button.focus();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-ask]");
  if (!form) return;
  event.preventDefault();
  if (!form.hasAttribute("aria-busy")) run(form);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.ask && !button.hasAttribute("aria-busy")) run(button);
  else if (button.dataset.print) print(button);
  else if (button.dataset.open === "words") openWords(button);
  else if (button.dataset.open === "plan") openPlan(find("plan"), words, () => { say(words.done); look(); });
});

async function findPrinter() {
  try {
    const { printer } = await ask("GET", "/api/desk/printer");
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = printer === null;
  } catch {
    // Without a printer the papers open as files.
  }
}

document.documentElement.classList.add("is-live");
startClock();
window.setInterval(tick, 250);
findPrinter();
follow(look, (isOn) => {
  isOnline = isOn;
  find("told").textContent = isOn ? toldLast : words.offline;
});
