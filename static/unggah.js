// Evidence: what is chosen, dropped or pasted is sent at once, file by file; without this file the form sends it.
(() => {
  "use strict";
  const forms = [...document.querySelectorAll("form[data-unggah]")];
  const SISI = 2000; // pixels: the longer side of a photo as it is sent
  const TUNGGU = [1, 2, 4, 8, 16, 30]; // seconds before each new attempt when the connection breaks
  const KALIMAT = { 0: "Tidak tersambung ke server.", 200: "Sesi Anda berakhir. Masuk lagi, lalu unggah lagi.",
    403: "Halaman ini terlalu lama terbuka. Muat ulang, lalu unggah lagi.", 413: "Berkas ini terlalu besar." };
  let [antre, jalan] = [[], 0]; // what waits; how many are being sent
  const buat = (nama, isi) => Object.assign(document.createElement(nama), isi);

  // --- a large photo becomes a smaller JPEG, the right way up; the day it was taken goes along -----------------------
  async function kecilkan(berkas) {
    try {
      const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
      const skala = SISI / Math.max(gambar.width, gambar.height);
      if (skala >= 1) return { berkas };
      const kanvas = buat("canvas", { width: Math.round(gambar.width * skala), height: Math.round(gambar.height * skala) });
      const kuas = Object.assign(kanvas.getContext("2d", { alpha: false }), { fillStyle: "#fff", imageSmoothingQuality: "high" });
      kuas.fillRect(0, 0, kanvas.width, kanvas.height); // under what was transparent
      kuas.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      gambar.close();
      const jpeg = await new Promise((selesai) => { kanvas.toBlob(selesai, "image/jpeg", 0.85); });
      if (!jpeg || jpeg.size >= berkas.size) return { berkas };
      const hari = (await berkas.slice(0, 65536).text()).match(/(\d{4}):(\d\d):(\d\d) \d\d:\d\d:\d\d/);
      return { berkas: new File([jpeg], berkas.name.replace(/\.[^.]*$/, "") + ".jpg"), dipotret: hari?.slice(1).join("-") };
    } catch {
      return { berkas }; // no picture, or one that only the server can judge
    }
  }

  // --- one request a file; status 0 when the connection broke --------------------------------------------------------
  function kirim(form, { berkas, dipotret = "" }, bilah) {
    const data = new FormData(form);
    data.set("berkas", berkas, berkas.name);
    data.set("dipotret", dipotret);
    const jalur = new XMLHttpRequest();
    jalur.open("POST", form.action);
    jalur.setRequestHeader("HX-Request", "true");
    jalur.upload.onprogress = (e) => { bilah.value = e.loaded / e.total; };
    return new Promise((selesai) => { jalur.onloadend = () => selesai(jalur); jalur.send(data); });
  }
  async function unggah(form, berkas, baris) {
    const [kabar, nama] = [buat("p", { className: "unggah-kabar", role: "status" }), `“${berkas.name}”`];
    const bilah = buat("progress", { value: 0, ariaLabel: `Kemajuan ${nama}` });
    baris.replaceChildren(kabar, bilah);
    kabar.textContent = `Mengirim ${nama} …`;
    const isi = berkas.type.startsWith("image/") ? await kecilkan(berkas) : { berkas };
    let jalur = await kirim(form, isi, bilah);
    for (const tunggu of TUNGGU) {
      if (jalur.status && jalur.status < 502) break;
      kabar.textContent = `Sambungan putus. ${nama} dikirim lagi dalam ${tunggu} detik …`;
      await new Promise((selesai) => { setTimeout(selesai, tunggu * 1000); });
      jalur = await kirim(form, isi, bilah);
    }
    bilah.remove();
    if (jalur.responseText.includes("data-kabar")) {
      baris.insertAdjacentHTML("beforeend", jalur.responseText);
      const kata = baris.querySelector("[data-kabar]");
      kabar.className = kata.className;
      kabar.replaceChildren(...kata.childNodes);
      kata.remove();
      return window.htmx?.process(baris);
    }
    kabar.classList.add("text-danger");
    kabar.textContent = `${nama} belum tersimpan. ${KALIMAT[jalur.status] || "Server sedang bermasalah."}`;
    const lagi = { type: "button", className: "btn btn-outline-primary", textContent: "Coba lagi" };
    return baris.append(buat("button", { ...lagi, onclick: () => tambah(form, [berkas], baris) }));
  }
  function lanjut() { // two at a time
    for (; jalan < 2 && antre.length; jalan += 1) unggah(...antre.shift()).finally(() => { jalan -= 1; lanjut(); });
  }
  function tambah(form, semua, ulang) {
    for (const berkas of semua) {
      if (/^(\.|~\$|thumbs\.db$|desktop\.ini$)/i.test(berkas.name)) continue; // what systems leave in folders
      const baris = ulang || form.nextElementSibling.appendChild(buat("li"));
      baris.textContent = `“${berkas.name}” menunggu giliran …`;
      antre.push([form, berkas, baris]);
    }
    lanjut();
  }

  // --- the files of what was dropped: a file itself, all files below a folder (its reader gives a hundred at a time) --
  async function isiEntri(entri, semua = [], pembaca = entri.createReader?.()) {
    if (!pembaca) return [await new Promise((ya, tidak) => { entri.file(ya, tidak); })];
    const bagian = await new Promise((ya, tidak) => { pembaca.readEntries(ya, tidak); });
    if (bagian.length) return isiEntri(entri, [...semua, ...bagian], pembaca);
    return (await Promise.all(semua.map((x) => isiEntri(x)))).flat();
  }
  const sasaran = (e) => e.target.closest?.("form[data-unggah]") || (forms.length === 1 ? forms[0] : null);
  const sorot = (satu) => forms.forEach((f) => f.classList.toggle("di-atas", f === satu));
  forms.forEach((form) => {
    form.classList.add("siap");
    form.querySelectorAll("[hidden]").forEach((x) => { x.hidden = false; });
    form.addEventListener("change", (e) => { tambah(form, [...e.target.files]); e.target.value = ""; });
  });
  document.addEventListener("dragover", (e) => { e.preventDefault(); sorot(sasaran(e)); });
  document.addEventListener("dragleave", () => sorot(null));
  document.addEventListener("drop", async (e) => {
    e.preventDefault();
    sorot(null);
    const [form, entri] = [sasaran(e), [...e.dataTransfer.items].map((x) => x.webkitGetAsEntry()).filter(Boolean)];
    if (form) tambah(form, entri.length ? (await Promise.all(entri.map((x) => isiEntri(x)))).flat() : [...e.dataTransfer.files]);
  });
  document.addEventListener("paste", (e) => { // a screenshot has no name of its own: the day and time are one
    const [form, nama] = [sasaran(e), `Tangkapan layar ${new Date().toLocaleString("sv").replaceAll(":", ".")}.png`];
    if (form) tambah(form, [...e.clipboardData.files].map((f) => (f.name === "image.png" ? new File([f], nama, { type: f.type }) : f)));
  });
  window.addEventListener("beforeunload", (e) => { if (jalan) e.preventDefault(); });
})();
