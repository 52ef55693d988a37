/* What a browser keeps for itself: it outlives a closed tab and a restart of the server. */

const FRONT = "visions.";
const unkept = new Map();

/** Whether this browser keeps anything beyond the open page. */
export function canKeep() {
  try {
    localStorage.setItem(`${FRONT}try`, "1");
    localStorage.removeItem(`${FRONT}try`);
    return true;
  } catch {
    return false;
  }
}

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(FRONT + name));
  } catch {
    return unkept.get(name) ?? null;
  }
}

/** Keep `value` under this name; null forgets it. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(FRONT + name);
    else localStorage.setItem(FRONT + name, JSON.stringify(value));
    return true;
  } catch {
    unkept.set(name, value);
    return false;
  }
}

/** A number that nobody guesses, as hexadecimal digits. */
export function draw(bytes) {
  const numbers = crypto.getRandomValues(new Uint8Array(bytes));
  return [...numbers].map((one) => one.toString(16).padStart(2, "0")).join("");
}
