/* People's words as a page can show them. */

const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Without controls and without marks that turn the direction of what stands around. */
export const plain = (text) =>
  text.replace(/\r\n|[\r\u000b\u000c\u0085\u2028\u2029]/g, "\n").replace(/\t/g, " ").replace(INVISIBLE, "");
