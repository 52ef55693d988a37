/* Questions to the server as JSON. */

export class Refused extends Error {
  constructor(status, message, problems = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

const PATIENCE_SECONDS = 30;

/**
 * The answer to a request; throws Refused with words for a person, or another error, without a
 * `status`, where there is no connection.
 */
export async function ask(method, path, body) {
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), PATIENCE_SECONDS * 1000);
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: patience.signal,
  }).finally(() => window.clearTimeout(timer));
  let told = null;
  try {
    told = await answer.json();
  } catch {
    told = null;
  }
  if (answer.ok) return told;
  throw new Refused(answer.status, told?.message ?? String(answer.status), told?.problems);
}

/** An element with its attributes and children; texts become text, never markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

/** A message with its {places} filled in. */
export const tell = (message, values) =>
  message.replace(/\{([a-z_]+)\}/g, (place, name) => (name in values ? String(values[name]) : place));

/** What the page was given in its script element of type application/json. */
export const readData = (id = "data") => JSON.parse(document.getElementById(id).textContent);
