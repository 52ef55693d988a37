/* The step of the session and its time, as a line on top. */

import { countLeft, sayTime, setEnd } from "/assets/countdown.js";

/** Shows plans in the line, and lets the time run by itself. `over`: what to say at the end. */
export function startLine(over) {
  const [line, title, time] = ["step", "step-title", "step-time"].map((id) => document.getElementById(id));
  let end = null;
  const tick = () => {
    if (end === null) return;
    const left = countLeft(end);
    const text = left > 0 ? sayTime(left) : over;
    if (time.textContent !== text) time.textContent = text;
    line.classList.toggle("is-over", left <= 0);
    line.classList.toggle("is-ending", left > 0 && left < 60);
  };
  window.setInterval(tick, 500);
  return (agenda) => {
    const runs = agenda.current !== null && agenda.steps[agenda.current];
    line.hidden = !runs;
    end = runs ? setEnd(agenda.left) : null;
    title.textContent = runs ? agenda.steps[agenda.current].title : "";
    tick();
  };
}
