/* One sheet on several phones: what is mine, what the server has, and what they make together.

   Pure: no page, no network. Of each field it knows what the server said last (`base`) and what
   stands here (`mine`). What differs is still to be sent, unless the server's changed, too: then
   it is open until the person here has chosen. */

const NAMES = { actions: "id", milestones: "key", extra: "key" };
const SETS = ["needs", "depends_on"];
const WORDS = [
  "title", "partners", "needs_note", "funding_source", "risk", "countermeasure", "notes",
];

const isBlock = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const copy = (value) => JSON.parse(JSON.stringify(value));
const isBlank = (value) =>
  value === undefined || value === null || value === "" || value === false
  || (Array.isArray(value) && value.length === 0);

export const isSame = (one, other) =>
  (isBlank(one) && isBlank(other)) || JSON.stringify(one) === JSON.stringify(other);
export const spell = (path) => JSON.stringify(path);

/** All fields of answers: spelt path → value. */
export function flatten(value, path = [], found = new Map()) {
  const name = path.at(-1);
  if (isBlock(value)) {
    for (const [key, entry] of Object.entries(value)) {
      if (!(path.length === 2 && NAMES[path[0]] === key)) flatten(entry, [...path, key], found);
    }
  } else if (Array.isArray(value) && !SETS.includes(name)) {
    const key = path.length === 1 ? NAMES[name] : undefined;
    value.forEach((entry, n) => flatten(entry, [...path, key ? entry[key] : n], found));
  } else {
    found.set(spell(path), value);
  }
  return found;
}

/** What a field is where the server has none. */
const makeBlank = (path, own) => {
  if (Array.isArray(own)) return [];
  if (typeof own === "boolean") return false;
  return ["day", "due", "start", "cost_eur"].includes(path.at(-1)) ? null : "";
};

const findAction = (answers, id) => answers.actions?.find((one) => one.id === id);
const listIds = (answers) => (answers.actions ?? []).map((one) => one.id);
const isOfAction = (path) => path[0] === "actions" && path.length > 2;

export class Shared {
  /** `mine` is changed in place, fields through `put(path, value)`. `blank(id)`: an empty action. */
  constructor(mine, base, blank, put) {
    this.mine = mine;
    this.base = copy(base);
    this.blank = blank;
    this.put = put;
    this.open = new Map(); // where both changed: spelt path → what stands on the server
    this.unsure = new Map(); // sent without an answer: spelt path → values
  }

  /** What is to be sent now: [{path, was, now}]. `isHeld(spelt)`: this field is not right yet. */
  collect(isHeld) {
    const changes = [];
    const base = flatten(this.base);
    const mine = flatten(this.mine);
    for (const id of listIds(this.base)) {
      const path = ["actions", id];
      if (findAction(this.mine, id) || this.open.has(spell(path))) continue;
      changes.push({ path, was: copy(findAction(this.base, id)), now: null });
    }
    for (const id of listIds(this.mine)) {
      const path = ["actions", id];
      if (findAction(this.base, id) || this.open.has(spell(path)) || this.#isUnused(id)) continue;
      changes.push({ path, was: null, now: this.#copyReady(id, isHeld) });
    }
    for (const key of new Set([...base.keys(), ...mine.keys()])) {
      const path = JSON.parse(key);
      if (isOfAction(path) && !(findAction(this.base, path[1]) && findAction(this.mine, path[1]))) {
        continue;
      }
      const [was, now] = [base.get(key), mine.get(key)];
      if (isSame(was, now)) this.open.delete(key);
      else if (!this.open.has(key) && !isHeld(key)) {
        changes.push({ path, was: was ?? null, now: now ?? null });
      }
    }
    return changes;
  }

  /** Whether anything here is not on the server. */
  isBehind() {
    return this.open.size > 0 || this.collect(() => false).length > 0;
  }

  /** Changes are under way; whether they arrived is not known before an answer. */
  send(changes) {
    for (const { path, now } of changes) {
      const key = spell(path);
      this.unsure.set(key, [...(this.unsure.get(key) ?? []).slice(-20), copy(now)]);
    }
  }

  /** The server has refused these. */
  takeBack(changes) {
    for (const { path } of changes) this.unsure.delete(spell(path));
  }

  /**
   * Take what the server has now. With `sent`, it is the answer to these changes, and `refused`
   * are the paths of those that met another's.
   * Returns what is to be shown: {fields: [spelt path], added: [action], removed: [id],
   * renamed: [[old, action]]}.
   */
  receive(theirs, sent = [], refused = []) {
    const news = { fields: [], added: [], removed: [], renamed: [] };
    for (const path of refused) {
      if (path.length === 2 && path[0] === "actions") this.unsure.delete(spell(path));
    }
    for (const id of listIds(theirs)) {
      if (findAction(this.base, id)) continue;
      const own = findAction(this.mine, id);
      if (own && this.#isMine(id, findAction(theirs, id))) {
        this.base.actions.push(this.#readBack(id, findAction(theirs, id)));
        continue;
      }
      if (own) {
        this.#rename(own, theirs);
        news.renamed.push([id, own]);
      }
      const added = copy(findAction(theirs, id));
      this.mine.actions.push(added);
      this.base.actions.push(copy(added));
      news.added.push(added);
    }
    for (const id of listIds(this.base)) {
      const key = spell(["actions", id]);
      const [own, known] = [findAction(this.mine, id), findAction(this.base, id)];
      const stands = findAction(theirs, id);
      if (!stands && own) {
        // Removed here, sent, and taken back since: it is a new one now.
        if (this.unsure.get(key)?.includes(null)) continue;
        if (isSame(own, known)) {
          this.mine.actions.splice(this.mine.actions.indexOf(own), 1);
          news.removed.push(id);
        } else this.open.set(key, null);
      } else if (stands && !own && !isSame(stands, known)) {
        this.open.set(key, copy(stands));
      } else if ((stands && own) || (!stands && !own)) {
        this.open.delete(key);
      }
    }
    for (const key of [...this.open.keys()]) {
      // What is open about the whole row goes before what is open about its fields.
      const path = JSON.parse(key);
      if (isOfAction(path) && !findAction(theirs, path[1])) this.open.delete(key);
    }
    this.#receiveFields(theirs, news);
    this.base = copy(theirs);
    this.takeBack(sent);
    return news;
  }

  #receiveFields(theirs, news) {
    const [base, mine, now] = [flatten(this.base), flatten(this.mine), flatten(theirs)];
    for (const key of new Set([...base.keys(), ...mine.keys(), ...now.keys()])) {
      const path = JSON.parse(key);
      if (isOfAction(path) && !(findAction(theirs, path[1]) && findAction(this.mine, path[1]))) {
        continue;
      }
      const [was, own, stands] = [base.get(key), mine.get(key), now.get(key)];
      const isOwn = (this.unsure.get(key) ?? []).some((one) => isSame(one, stands));
      if (isSame(own, stands)) this.open.delete(key);
      else if (isSame(own, was) && !this.open.has(key)) {
        this.put(path, stands ?? makeBlank(path, own));
        news.fields.push(key);
      } else if (!isSame(stands, was) && !isOwn) this.open.set(key, stands ?? null);
    }
  }

  /** The person has chosen: what stands here now is sent. */
  settle(key) {
    this.open.delete(key);
  }

  /** Whether an action on the server is this one, of which no answer came back. */
  #isMine(id, stands) {
    const sent = this.unsure.get(spell(["actions", id])) ?? [];
    return sent.some(
      (one) =>
        one !== null
        && (isSame(one, stands) || WORDS.some((key) => one[key] && one[key] === stands[key])),
    );
  }

  /** What this phone had sent of its action, as far as it still stands: the rest is theirs. */
  #readBack(id, stands) {
    const sent = this.unsure.get(spell(["actions", id])).filter((one) => one !== null);
    return copy(sent.find((one) => isSame(one, stands)) ?? sent.at(-1));
  }

  /** Another id for an action of mine, since somebody else's has it. */
  #rename(own, theirs) {
    const old = own.id;
    const taken = [...listIds(theirs), ...listIds(this.mine), ...listIds(this.base)];
    let n = 1;
    while (taken.includes(`A${String(n).padStart(2, "0")}`)) n += 1;
    own.id = `A${String(n).padStart(2, "0")}`;
    for (const kept of [this.unsure, this.open]) {
      for (const key of [...kept.keys()]) {
        const path = JSON.parse(key);
        if (path[0] === "actions" && path[1] === old) kept.delete(key);
      }
    }
    for (const one of this.mine.actions) {
      const known = findAction(this.base, one.id)?.depends_on ?? [];
      if (known.includes(old)) continue;
      one.depends_on = one.depends_on.map((id) => (id === old ? own.id : id));
    }
    return own.id;
  }

  /** A row that nobody wrote in and no action waits for is none yet. */
  #isUnused(id) {
    const isNamed = this.mine.actions.some((one) => one.depends_on.includes(id));
    return !isNamed && isSame(findAction(this.mine, id), this.blank(id));
  }

  #copyReady(id, isHeld) {
    const [ready, blank] = [copy(findAction(this.mine, id)), this.blank(id)];
    for (const key of flatten({ actions: [ready] }).keys()) {
      if (!isHeld(key)) continue;
      const [first, second] = JSON.parse(key).slice(2);
      if (second === undefined) ready[first] = copy(blank[first]);
      else ready[first][second] = "";
    }
    return ready;
  }

  /** What a reload needs; `restore` takes it. */
  note() {
    return {
      base: this.base, mine: this.mine, open: [...this.open], unsure: [...this.unsure],
    };
  }

  restore({ open, unsure }) {
    this.open = new Map(open);
    this.unsure = new Map(unsure);
  }
}
