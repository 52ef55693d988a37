/* News from the server: one event stream a browser, or questions where streams are held back. */

const QUIET_SECONDS = 40; // the server says something every 15
const ASK_SECONDS = 3;

/**
 * Call `hear(notice)` for each notice, with null for “look at everything again”, and
 * `tell(isOn)` when the connection is lost or back. Where this browser is a stranger now, it hears
 * null now and then until it has come in again.
 */
export function follow(hear, tell = () => {}) {
  let place = "";
  let source = null;
  let failures = 0;
  let last = Date.now();
  let timer = 0;

  const after = (seconds, next) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(next, seconds * 1000);
  };

  const close = () => {
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    last = Date.now();
    const mine = new EventSource(place ? `/api/events?after=${encodeURIComponent(place)}` : "/api/events");
    source = mine;
    mine.addEventListener("open", () => {
      failures = 0;
      last = Date.now();
      tell(true);
    });
    mine.addEventListener("message", (event) => {
      last = Date.now();
      place = event.lastEventId || place;
      hear(JSON.parse(event.data));
    });
    mine.addEventListener("reset", (event) => {
      last = Date.now();
      place = event.lastEventId || place;
      hear(null);
    });
    mine.addEventListener("error", () => {
      if (source !== mine) return;
      failures += 1;
      close();
      after(0.5 + Math.random(), ask);
    });
  };

  /** Why a stream ended, and the way without one: ask now and then, and try a stream again. */
  const ask = async () => {
    try {
      const answer = await fetch(`/api/news?after=${encodeURIComponent(place)}`);
      if (answer.status === 401) {
        hear(null);
        after(1 + Math.random() * 2, ask);
        return;
      }
      const news = await answer.json();
      place = news.place;
      if (news.notices === null) hear(null);
      else news.notices.forEach(hear);
      tell(true);
    } catch {
      failures = 0; // no connection says nothing about streams
      tell(false);
      after(1 + Math.random() * 2, ask);
      return;
    }
    if (failures <= 3 || failures % 20 === 0) open();
    else after(ASK_SECONDS, ask);
    failures += failures > 3 ? 1 : 0;
  };

  // A phone that slept has a stream that only looks open. A tab that nobody sees needs none: a
  // browser has six connections for all of its tabs.
  const wake = () => {
    if (document.hidden) return;
    if (!source || Date.now() - last > QUIET_SECONDS * 1000) after(0, open);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      window.clearTimeout(timer);
      close();
    } else wake();
  });
  window.addEventListener("online", () => after(0, open));
  window.setInterval(() => source && wake(), 10000);
  open();
}
