/* The start page and the page of a QR code: come in, and be known here after a restart. */

import { comeIn, comeInAgain, mayTry } from "/assets/comein.js";

const form = document.getElementById("join");
const trouble = document.getElementById("trouble");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const fields = new FormData(form);
  const proof = fields.has("ticket") ? { ticket: fields.get("ticket") } : { code: fields.get("code") };
  try {
    const told = await comeIn(proof);
    location.assign(told.home);
  } catch (error) {
    button.disabled = false;
    if (error.status === undefined) {
      form.submit(); // the browser says best that there is no connection
      return;
    }
    trouble.textContent = error.message;
    trouble.hidden = false;
    form.querySelector("#code")?.setAttribute("aria-invalid", "true");
    form.querySelector("#code")?.select();
  }
});

const again = document.querySelector("[data-again]")?.dataset.again;
if (again && mayTry()) {
  comeInAgain().then((told) => told && location.replace(again), () => {});
}
