/* The wall: the newest picture first, then all of them in turn; nothing here changes anything. */

import { ask, make, readData, tell } from "/assets/ask.js";
import { countLeft, sayTime, setEnd } from "/assets/countdown.js";
import { follow } from "/assets/news.js";
import { plain } from "/assets/plain.js";

const SHOWN_SECONDS = 12;
const NEW_SECONDS = 25; // a picture that has just arrived stays longer
const DENSE = 6; // tiles beside each other from which on there is no room for prompts
const MOST_ACROSS = 10;
const SIZES = 7; // steps in which a long prompt becomes smaller

const data = readData();
const words = data.words;
const find = (id) => document.getElementById(id);
const wall = find("wall");
const stage = find("stage");
const tiles = find("tiles");

let pictures = data.pictures;
let known = new Set(pictures.map((one) => one.id));
let place = pictures.length - 1;
let shown = ""; // what stands on the stage
let isGrid = false;
let isPaused = false;
let isOnline = true;
let turnsAt = performance.now() + SHOWN_SECONDS * 1000;
let end = setEnd(data.agenda.left);

// One picture

function showPicture() {
  const one = pictures[place];
  const said = one ? `${one.id} ${one.text} ${one.picture.large}` : "";
  if (said === shown) return;
  shown = said;
  const old = stage.querySelector(".slide:not(.is-leaving)");
  if (old) {
    old.classList.add("is-leaving");
    old.setAttribute("aria-hidden", "true");
    const leave = () => old.remove();
    old.addEventListener("animationend", leave);
    window.setTimeout(leave, 1500);
    // What the facilitator has hidden goes at once.
    if (!pictures.some((other) => other.id === old.dataset.id)) leave();
  }
  if (!one) return;
  const prompt = make("blockquote", { class: "prompt", dir: "auto" }, plain(one.text));
  const slide = make(
    "figure",
    { class: "slide" },
    make(
      "div",
      { class: "frame" },
      make("img", { src: one.picture.large, alt: one.picture.alt, width: one.picture.width, height: one.picture.height }),
    ),
    make(
      "figcaption",
      {},
      make("p", { class: "tandem" }, make("bdi", {}, data.tandems[one.tandem] ?? one.tandem)),
      prompt,
      make("p", { class: "label" }, one.picture.label),
    ),
  );
  slide.dataset.id = one.id;
  stage.append(slide);
  fit(prompt, plain(one.text));
}

/** Smaller in steps; what does not fit even then ends in “…”. */
function fit(element, text) {
  const fits = () => element.scrollHeight <= element.clientHeight + 1;
  element.textContent = text;
  for (let size = 0; size < SIZES; size += 1) {
    element.dataset.size = String(size);
    if (fits()) return;
  }
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    element.textContent = `${letters.slice(0, middle).join("").trimEnd()} …`;
    if (fits()) low = middle;
    else high = middle;
  }
  element.textContent = `${letters.slice(0, low).join("").trimEnd()} …`;
}

// All pictures

function showTiles() {
  const wanted = [...pictures].reverse();
  const has = new Map([...tiles.children].map((tile) => [tile.dataset.said, tile]));
  const list = wanted.map((one) => {
    const said = `${one.id} ${one.text} ${one.picture.small}`;
    const tile = has.get(said) ?? makeTile(one, said);
    tile.classList.toggle("is-chosen", one.is_chosen);
    return tile;
  });
  if (list.length !== tiles.children.length || list.some((tile, n) => tile !== tiles.children[n])) {
    const focused = document.activeElement;
    tiles.replaceChildren(...list);
    if (tiles.contains(focused)) focused.focus();
  }
  const across = countAcross(pictures.length);
  tiles.style.setProperty("--across", String(across));
  tiles.classList.toggle("is-dense", across >= DENSE);
}

/** So many tiles beside each other that all can be seen at once, as far as that is readable. */
function countAcross(count) {
  for (let across = 2; across < MOST_ACROSS; across += 1) {
    const height = ((69 - across) / across) * (2 / 3) + (across < DENSE ? 9 : 4.6);
    if (across * Math.floor(49 / height) >= count) return across;
  }
  return MOST_ACROSS;
}

function makeTile(one, said) {
  const open = make(
    "button",
    { type: "button", class: "tile-open" },
    make("img", { src: one.picture.small, alt: one.picture.alt, width: one.picture.width, height: one.picture.height, loading: "lazy" }),
  );
  open.addEventListener("click", () => {
    place = pictures.findIndex((other) => other.id === one.id);
    isGrid = false;
    stay(NEW_SECONDS);
    show();
  });
  const tile = make(
    "li",
    { class: "tile" },
    open,
    make("p", { class: "tile-tandem" }, make("bdi", {}, data.tandems[one.tandem] ?? one.tandem)),
    make("p", { class: "tile-prompt", dir: "auto" }, plain(one.text)),
    make("p", { class: "label" }, one.picture.label),
  );
  tile.dataset.said = said;
  return tile;
}

// The whole wall

function show() {
  wall.classList.toggle("is-empty", pictures.length === 0);
  wall.classList.toggle("is-grid", isGrid);
  find("buttons").hidden = pictures.length === 0;
  find("pause").textContent = isPaused ? words.play : words.pause;
  find("grid").textContent = isGrid ? words.one : words.all;
  find("place").textContent =
    pictures.length && !isGrid ? tell(words.place, { n: place + 1, total: pictures.length }) : "";
  find("offline").textContent = isOnline ? "" : words.offline;
  showTiles();
  if (isGrid) {
    shown = "";
    for (const slide of stage.querySelectorAll(".slide")) slide.remove();
  } else showPicture();
}

const stay = (seconds) => {
  turnsAt = performance.now() + seconds * 1000;
};

function go(steps) {
  if (!pictures.length) return;
  place = (place + steps + pictures.length) % pictures.length;
  isGrid = false;
  stay(SHOWN_SECONDS);
  show();
}

function togglePause() {
  isPaused = !isPaused;
  stay(SHOWN_SECONDS);
  show();
}

function toggleGrid() {
  isGrid = !isGrid && pictures.length > 0;
  stay(NEW_SECONDS);
  show();
}

find("back").addEventListener("click", () => go(-1));
find("next").addEventListener("click", () => go(1));
find("pause").addEventListener("click", togglePause);
find("grid").addEventListener("click", toggleGrid);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isOnButton = event.target instanceof HTMLButtonElement;
  if (event.key === "ArrowRight" || event.key === "PageDown") go(1);
  else if (event.key === "ArrowLeft" || event.key === "PageUp") go(-1);
  else if (event.key === " " && !isOnButton) togglePause();
  else if (event.key === "g" || event.key === "G" || (event.key === "Escape" && isGrid)) toggleGrid();
  else return;
  event.preventDefault();
});

// The step

function showStep(agenda) {
  const step = find("step");
  step.hidden = agenda.current === null;
  if (agenda.current === null) {
    step.replaceChildren();
    end = null;
    return;
  }
  step.replaceChildren(
    make("p", { class: "step-number" }, tell(words.step, { n: agenda.current + 1, total: agenda.steps.length })),
    make("h2", { dir: "auto" }, plain(agenda.steps[agenda.current].title)),
    make("p", { class: "time", role: "timer", id: "time" }),
    make("p", { class: "over", id: "over" }),
  );
  const after = agenda.steps[agenda.current + 1];
  if (after) {
    step.append(make("p", { class: "then", dir: "auto" }, tell(words.then, { title: plain(after.title) })));
  }
  end = setEnd(agenda.left);
  tick();
}

function tick() {
  const time = find("time");
  if (time && end !== null) {
    const left = countLeft(end);
    time.textContent = sayTime(left);
    find("step").classList.toggle("is-over", left <= 0);
    const over = left <= 0 ? words.over : "";
    if (find("over").textContent !== over) find("over").textContent = over;
  }
  const mayTurn = !isPaused && !isGrid && pictures.length > 1;
  if (mayTurn && performance.now() >= turnsAt) go(1);
}

// News

let isAsking = false;
let asksAgain = false;

async function lookAgain() {
  if (isAsking) {
    asksAgain = true;
    return;
  }
  isAsking = true;
  try {
    const [list, session] = await Promise.all([ask("GET", "/api/wall"), ask("GET", "/api/session")]);
    take(list);
    showStep(session.agenda);
  } catch (error) {
    // A new start of the server needs the new link; what is shown may stay.
    if (error.status === 401) isOnline = false;
  } finally {
    isAsking = false;
    show();
    if (asksAgain) {
      asksAgain = false;
      window.setTimeout(lookAgain, 400);
    }
  }
}

function take(list) {
  const current = pictures[place]?.id;
  const fresh = list.filter((one) => !known.has(one.id));
  pictures = list;
  for (const one of list) known.add(one.id);
  const stays = list.findIndex((one) => one.id === current);
  if (fresh.length && !isPaused) {
    place = list.indexOf(fresh[fresh.length - 1]);
    stay(NEW_SECONDS);
  } else place = stays >= 0 ? stays : Math.min(place, list.length - 1);
  if (place < 0 && list.length) place = list.length - 1;
}

document.documentElement.classList.add("is-live");
showStep(data.agenda);
show();
window.setInterval(tick, 250);
window.addEventListener("resize", () => {
  shown = "";
  for (const slide of stage.querySelectorAll(".slide")) slide.remove();
  show();
});
document.fonts.ready.then(() => {
  const prompt = stage.querySelector(".slide:not(.is-leaving) .prompt");
  if (prompt && pictures[place]) fit(prompt, plain(pictures[place].text));
});
follow(
  (notice) => {
    if (notice === null || notice.topic !== "answers") lookAgain();
  },
  (isOn) => {
    isOnline = isOn;
    find("offline").textContent = isOn ? "" : words.offline;
  },
);
