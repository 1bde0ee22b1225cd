// Answering by keys, while the options or what belongs to them have the focus and no text is being written there.
(() => {
  "use strict";
  document.addEventListener("keydown", (e) => {
    const [soal, tulis] = [e.target.closest("[data-soal]"), e.target.matches("textarea, select, input:not([type=radio])")];
    if (!soal || e.ctrlKey || e.metaKey || e.altKey || (tulis && e.key !== "Escape")) return;
    const pilih = e.key === "Escape" ? "fieldset" : `[data-kunci="${CSS.escape(e.key.toLowerCase())}"]`;
    const sasaran = soal.querySelector(pilih) || document.querySelector(`main > header ${pilih}`);
    if (!sasaran) return;
    e.preventDefault();
    sasaran.focus();
    if (sasaran.matches("a, [type=radio]")) sasaran.click();
  });
  document.addEventListener("click", (e) => { // an answer on its way arrives before the page is left
    const [tautan, form] = [e.target.closest('a[href]:not([href^="#"])'), document.querySelector("form.htmx-request")];
    if (!tautan || !form) return;
    e.preventDefault();
    const lanjut = ({ detail: d }) => d.successful && d.xhr.status < 400 && setTimeout(() => tautan.click());
    form.addEventListener("htmx:afterRequest", lanjut, { once: true });
  });
  document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
    const keliru = String(Boolean(elt.querySelector("[data-galat]")));
    elt.closest("form")?.querySelectorAll("[aria-describedby]").forEach((x) => x.setAttribute("aria-invalid", keliru));
  });
})();
