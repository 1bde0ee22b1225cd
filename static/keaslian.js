// The file check: the browser computes the SHA-256 and asks the server about it; the file stays where it is.
// crypto.subtle exists only in secure contexts. Without it the form sends the file, as it does without JavaScript.
(() => {
  "use strict";
  const form = document.querySelector("form.penjatuh");
  if (!form) return;
  const masukan = form.elements.berkas;
  const kabar = form.querySelector("[role=status]");
  const hasil = document.getElementById("hasil");
  const dikenal = form.dataset.sidik.split(" ").filter(Boolean);
  const setempat = Boolean(window.crypto?.subtle);
  const KALIMAT = { 429: "Terlalu sering memeriksa. Tunggu sekitar lima menit, lalu coba lagi." };
  let giliran = 0;

  const petunjuk = form.querySelector("[data-setempat]");
  if (setempat) petunjuk.textContent = petunjuk.dataset.setempat;

  async function hitung(berkas) {
    const bita = new Uint8Array(await crypto.subtle.digest("SHA-256", await berkas.arrayBuffer()));
    return [...bita].map((b) => b.toString(16).padStart(2, "0")).join("");
  }

  // On the page of a document its hashes are known here too, so the browser can say what it sees by itself.
  function kata(sidik) {
    if (!dikenal.length) return `Sidik menurut peramban: ${sidik}`;
    return `Menurut peramban ${dikenal.includes(sidik) ? "sama dengan" : "bukan"} dokumen di halaman ini: ${sidik}`;
  }

  async function tanya(sidik) {
    const jawab = await fetch(`?sha256=${sidik}`, { headers: { "HX-Request": "true" } });
    if (!jawab.ok) throw new Error(KALIMAT[jawab.status] || "Server sedang bermasalah. Coba lagi sebentar lagi.");
    return jawab.text();
  }

  async function periksa(berkas) {
    const ini = ++giliran;
    hasil.replaceChildren();
    kabar.textContent = `Menghitung sidik “${berkas.name}” …`;
    let isi = "";
    try {
      const sidik = await hitung(berkas);
      if (ini === giliran) kabar.textContent = kata(sidik);
      isi = await tanya(sidik);
    } catch (galat) {
      const putus = galat instanceof TypeError ? "Tidak tersambung ke server. Coba lagi sebentar lagi." : galat.message;
      const sebab = galat instanceof DOMException ? "Berkas itu tidak terbaca. Pilih lagi." : putus;
      return ini === giliran && kabar.append(` ${sebab}`);
    }
    if (ini !== giliran) return null; // another file was chosen meanwhile
    hasil.innerHTML = isi;
    return hasil.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("submit", (e) => {
    const [berkas] = setempat ? masukan.files : [];
    if (berkas) { e.preventDefault(); periksa(berkas); }
  });
  masukan.addEventListener("change", () => { if (masukan.files.length) form.requestSubmit(); });

  // A file dropped anywhere on the page is meant for the form; the browser would open it instead.
  const menyala = (ya) => form.classList.toggle("di-atas", ya);
  document.addEventListener("dragover", (e) => { e.preventDefault(); menyala(true); });
  document.addEventListener("dragleave", (e) => { if (!e.relatedTarget) menyala(false); });
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    menyala(false);
    if (e.dataTransfer?.files.length) { masukan.files = e.dataTransfer.files; form.requestSubmit(); }
  });
})();
