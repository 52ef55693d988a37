/* Whether a picture is unchanged: its SHA-256 to copy, and to work out from a file. */
"use strict";

(() => {
  const gallery = window.gallery;
  const { make, button, tell, texts: t } = gallery;

  async function digest(file) {
    const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    throw new Error("no clipboard");
  }

  /** Buttons beside the SHA-256 in `origin`, and the commands to check it with. */
  gallery.showCheck = (origin, piece) => {
    const code = origin.querySelector(".digest");
    if (!code) return null;
    const status = make("p", { class: "check-status", role: "status" });
    const answer = (text, is = "") => {
      status.textContent = text;
      status.dataset.is = is;
    };
    const picker = make("input", { type: "file", hidden: true });
    picker.addEventListener("change", async () => {
      const [file] = picker.files;
      picker.value = "";
      if (!file) return;
      answer(t.checking);
      try {
        const isSame = (await digest(file)) === code.textContent;
        answer(tell(isSame ? t.same : t.other, { file: file.name }), isSame ? "same" : "other");
      } catch {
        answer(tell(t.unread, { file: file.name }), "other");
      }
    });
    const copier = button(t.copy, async () => {
      try {
        await copy(code.textContent);
        answer(t.copied);
      } catch {
        window.getSelection().selectAllChildren(code);
        answer(t.not_copied);
      }
    }, { "aria-label": t.copy_digest });
    const buttons = make("span", { class: "check-buttons" }, copier);
    // A browser without it leaves the commands, which say the same.
    if (window.crypto?.subtle) buttons.append(button(t.check_file, () => picker.click()));
    code.parentElement.append(buttons, picker, status);

    const source = document.querySelector("#how_to_check .check-body");
    if (!source) return null;
    const body = source.cloneNode(true);
    const path = piece.node.querySelector(".original-file").getAttribute("href");
    for (const command of body.querySelectorAll("[data-command]")) {
      command.textContent = command.dataset.command.replace("{}", path);
    }
    const title = document.getElementById("how_to_check_title").textContent;
    return make("details", { class: "view-check" }, make("summary", {}, title), body);
  };
})();
