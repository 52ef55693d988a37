/* What was sent and is not confirmed yet. It is kept and sent again until it is; each prompt has an
   id of its own, so that the server stores it once however often it comes. */

import { ask } from "/assets/ask.js";
import { keep, recall } from "/assets/kept.js";

const RETRY_SECONDS = [1, 2, 4, 8, 15];
const LATER = [401, 408, 421, 502, 503, 504]; // these say nothing about the words

export class Outbox {
  /**
   * `tell.changed()`: what waits is other than before; `tell.stored(item, prompt)`;
   * `tell.refused(item, message)`: the server does not take it; `tell.isVoid()`: this phone has to
   * come in again, true once it has.
   */
  constructor(tandem, tell) {
    this.name = `outbox.${tandem}`;
    this.path = `/api/tandems/${tandem}/prompts`;
    this.tell = tell;
    this.failures = 0;
    this.timer = 0;
    this.isBusy = false;
  }

  list() {
    const found = recall(this.name);
    return Array.isArray(found) ? found.filter((one) => one?.sender && one?.text) : [];
  }

  put(item) {
    keep(this.name, [...this.list().filter((one) => one.sender !== item.sender), item]);
    this.tell.changed();
    this.deliver();
  }

  drop(item) {
    const left = this.list().filter((one) => one.sender !== item.sender);
    keep(this.name, left.length ? left : null);
    this.tell.changed();
  }

  /** Send what waits, the oldest first. */
  async deliver() {
    if (this.isBusy) return;
    this.isBusy = true;
    window.clearTimeout(this.timer);
    try {
      for (let item = this.list()[0]; item; item = this.list()[0]) {
        if (!(await this.send(item))) break;
      }
    } finally {
      this.isBusy = false;
    }
  }

  async send(item) {
    try {
      const { sender, text, language, parent } = item;
      const prompt = await ask("POST", this.path, { sender, text, language, parent });
      this.failures = 0;
      this.tell.stored(item, prompt);
      this.drop(item);
      return true;
    } catch (error) {
      if (error.status === 401 && (await this.tell.isVoid())) return this.list().length > 0;
      if (error.status !== undefined && !LATER.includes(error.status)) {
        this.drop(item);
        this.tell.refused(item, error.message);
        return true;
      }
      this.retry();
      return false;
    }
  }

  retry() {
    const seconds = RETRY_SECONDS[Math.min(this.failures, RETRY_SECONDS.length - 1)];
    this.failures += 1;
    this.tell.changed();
    this.timer = window.setTimeout(() => this.deliver(), seconds * 1000);
  }
}
