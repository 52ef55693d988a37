/* Make a part of this page like the one that has just come from the server, with the fewest
   changes: what stays keeps its focus, what was typed and whether it is open. */

const KEPT = new Set(["open", "style"]);

const nameOf = (node) => (node.nodeType === Node.ELEMENT_NODE && node.id ? `#${node.id}` : "");
const isAlike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && nameOf(one) === nameOf(other);

export function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  for (const { name, value } of [...fresh.attributes]) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!KEPT.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  if (old.nodeName === "INPUT" || old.nodeName === "TEXTAREA") return;
  morphChildren(old, fresh);
}

function morphChildren(old, fresh) {
  const named = new Map([...old.children].filter((one) => one.id).map((one) => [one.id, one]));
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const known = wanted.id ? named.get(wanted.id) : null;
    if (known && known !== place) old.insertBefore(known, place);
    const same = known ?? (place && isAlike(place, wanted) ? place : null);
    if (same) {
      place = same.nextSibling;
      morph(same, wanted);
    } else old.insertBefore(document.importNode(wanted, true), place);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** Where the focus goes when what had it is gone: to the nearest part of the page that is still there. */
export function keepFocus(change) {
  const focused = document.activeElement;
  const around = [];
  for (let one = focused; one && one !== document.body; one = one.parentElement) if (one.id) around.push(one.id);
  change();
  if (!focused || focused === document.body || focused.isConnected) return;
  const part = around.map((id) => document.getElementById(id)).find(Boolean);
  const target = part?.querySelector("button:not([hidden]), a[href], summary") ?? part;
  target?.focus();
}
