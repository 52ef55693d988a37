/* Coming in, and coming in again after the server forgot this phone. */

import { ask } from "/assets/ask.js";
import { draw, keep, recall } from "/assets/kept.js";

const PAUSE_SECONDS = 8;

/** This browser's own secret; it is the same phone wherever it comes in with it. */
function findDevice() {
  const known = recall("device");
  if (typeof known === "string" && /^[0-9a-f]{32}$/.test(known)) return known;
  const made = draw(16);
  keep("device", made);
  return made;
}

/** Come in with a `ticket` or a `code`; throws as `ask` does. */
export async function comeIn(proof) {
  const told = await ask("POST", "/api/join", { ...proof, device: findDevice() });
  keep("pass", { ticket: told.ticket, tandem: told.tandem });
  return told;
}

/** The same with the ticket that was good before: null where there is none or it is void. */
export async function comeInAgain() {
  const pass = recall("pass");
  if (!pass?.ticket) return null;
  try {
    return await comeIn({ ticket: pass.ticket });
  } catch (error) {
    if (error.status !== 404) throw error;
    keep("pass", null);
    return null;
  }
}

export const forget = () => keep("pass", null);

/** False where this page tried a moment ago: a browser without cookies must not go in circles. */
export function mayTry() {
  try {
    const last = Number(sessionStorage.getItem("visions.again") ?? 0);
    sessionStorage.setItem("visions.again", String(Date.now()));
    return Date.now() - last > PAUSE_SECONDS * 1000;
  } catch {
    return false;
  }
}
