// zi: small helpers over plain pages. Every page works without this file.
(() => {
  "use strict";
  const $ = (pilih, akar = document) => akar.querySelector(pilih);
  const $$ = (pilih, akar = document) => [...akar.querySelectorAll(pilih)];

  // --- questions: data-tanya on a form or its button, or hx-confirm, asks in a <dialog> ---------------------------
  function tanya(teks) {
    const dialog = $("#tanya");
    if (!dialog || !dialog.showModal) return Promise.resolve(window.confirm(teks));
    $("#tanya-teks").textContent = teks;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((selesai) => {
      dialog.addEventListener("close", () => selesai(dialog.returnValue === "ya"), { once: true });
    });
  }

  document.addEventListener("submit", (e) => {
    const teks = e.submitter?.dataset.tanya || e.target.dataset.tanya;
    if (!teks || e.target.dataset.dijawab) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    tanya(teks).then((ya) => {
      if (!ya) return;
      e.target.dataset.dijawab = "ya";
      e.target.requestSubmit(e.submitter);
      delete e.target.dataset.dijawab;
    });
  }, true);

  document.addEventListener("htmx:confirm", (e) => {
    if (!e.detail.question) return;
    e.preventDefault();
    tanya(e.detail.question).then((ya) => ya && e.detail.issueRequest(true));
  });

  // --- a toast for what went wrong on the way ----------------------------------------------------------------------
  function roti(teks) {
    const tempat = $("#roti");
    if (!tempat) return;
    const buat = (nama, isi) => Object.assign(document.createElement(nama), isi);
    const kotak = buat("div", { className: "alert alert-danger mb-2" });
    const tutup = { type: "button", className: "btn btn-sm btn-outline-danger", textContent: "Tutup" };
    kotak.append(buat("span", { textContent: teks }), buat("button", { ...tutup, onclick: () => kotak.remove() }));
    tempat.replaceChildren(kotak);
  }

  const KALIMAT = {
    0: "Tidak tersambung ke server. Isian Anda masih ada di halaman ini; coba lagi sebentar lagi.",
    403: "Halaman ini sudah terlalu lama terbuka atau Anda tidak berhak. Muat ulang halaman, lalu coba lagi.",
    404: "Yang Anda cari tidak ada lagi. Muat ulang halaman.",
    413: "Kiriman terlalu besar.",
    429: "Terlalu sering mencoba. Tunggu beberapa menit.",
  };
  document.addEventListener("htmx:responseError", (e) => {
    roti(KALIMAT[e.detail.xhr.status] || "Server sedang bermasalah. Isian Anda belum tersimpan; coba lagi.");
  });
  ["htmx:sendError", "htmx:timeout"].forEach((nama) => document.addEventListener(nama, () => roti(KALIMAT[0])));

  // --- the session ended: a fragment must not show the login page inside the page ----------------------------------
  document.addEventListener("htmx:beforeSwap", (e) => {
    const akhir = new URL(e.detail.xhr.responseURL || location.href, location.href);
    const masuk = document.body.dataset.masuk;
    if (!masuk || akhir.pathname !== masuk || location.pathname === masuk) return;
    e.preventDefault();
    roti("Sesi Anda berakhir. Bila ada yang belum tersimpan, salin dulu, lalu muat ulang halaman ini dan masuk lagi.");
    location.assign(`${masuk}?next=${encodeURIComponent(location.pathname + location.search)}`);
  });

  // --- focus: after a swap to what asks for it, else back to where it was; after a page load to the error summary --
  function fokus(akar) {
    const sasaran = akar.matches?.("[data-fokus]") ? akar : $("[data-fokus]", akar);
    if (!sasaran) return false;
    if (!sasaran.matches("[tabindex], a, button, input, select, textarea, summary")) sasaran.tabIndex = -1;
    sasaran.focus();
    return true;
  }
  document.addEventListener("htmx:afterSettle", (e) => {
    if (!fokus(e.detail.elt) && document.activeElement === document.body && e.detail.elt.id) {
      fokus(document.getElementById(e.detail.elt.id)?.parentElement || document.body);
    }
  });

  // --- a form with data-jaga warns before what was typed is lost ---------------------------------------------------
  document.addEventListener("input", (e) => e.target.closest("form[data-jaga]")?.setAttribute("data-kotor", ""));
  document.addEventListener("submit", (e) => e.target.matches("[hx-post]") || $$("[data-kotor]").forEach((f) => delete f.dataset.kotor));
  document.addEventListener("htmx:afterRequest", ({ detail: d }) => d.successful && d.xhr.status < 400 && delete d.elt.dataset.kotor);
  window.addEventListener("beforeunload", (e) => { if ($("[data-kotor]")) e.preventDefault(); });

  // --- menus of the header: close on Escape and on a click elsewhere -----------------------------------------------
  document.addEventListener("click", (e) => {
    $$("details[data-turun][open]").forEach((d) => { if (!d.contains(e.target)) d.open = false; });
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const buka = $("details[data-turun][open]");
    if (buka) { buka.open = false; $("summary", buka).focus(); }
  });

  // --- a button with data-salin copies the text of the element it names --------------------------------------------
  document.addEventListener("click", async (e) => {
    const tombol = e.target.closest("[data-salin]");
    const sumber = tombol && $(tombol.dataset.salin);
    if (!sumber) return;
    const lama = tombol.textContent;
    try {
      await navigator.clipboard.writeText(sumber.value ?? sumber.textContent.trim());
      tombol.textContent = "Tersalin";
    } catch {
      sumber.select?.();
      tombol.textContent = "Tekan Ctrl+C";
    }
    setTimeout(() => { tombol.textContent = lama; }, 2500);
  });

  // --- a field with data-kirim sends its form at once (filters); its button stays for those without JavaScript -----
  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-kirim]")) e.target.form.requestSubmit();
  });

  // --- a paste from Word or Excel keeps its table: the HTML part goes into the hidden field that data-tempel-html names
  document.addEventListener("paste", (e) => {
    const nama = e.target.dataset?.tempelHtml;
    const html = e.clipboardData?.getData("text/html") || "";
    if (nama && e.target.form) e.target.form.elements[nama].value = html.includes("<table") ? html : "";
  });
  // … and whoever types on means the text, not the table as it was pasted
  document.addEventListener("input", (e) => {
    const nama = e.target.dataset?.tempelHtml;
    if (nama && e.inputType !== "insertFromPaste") e.target.form.elements[nama].value = "";
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!fokus($("main") || document.body) && location.hash.length > 1) {
      const sasaran = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      sasaran?.closest("tr, li, .kartu")?.classList.add("baru-masuk");
    }
  });
})();
