/* A clock that counts down by itself from what the server said. */

/** “12:05”; after the end “0:00”, for nobody needs to hear how late it is. */
export function sayTime(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60)];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}

/** When `left` seconds from now are over, on this browser's own steady clock. */
export const setEnd = (left) => (left === null || left === undefined ? null : performance.now() + left * 1000);

/** Seconds until then, negative afterwards. */
export const countLeft = (end) => (end - performance.now()) / 1000;
