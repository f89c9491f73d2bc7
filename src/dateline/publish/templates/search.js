// Search over the editions of a site: an enhancement, never needed to read.
(function () {
  "use strict";
  const box = document.getElementById("search");
  const found = document.getElementById("found");
  if (!box || !found || !window.datelineEditions) return;
  const up = document.documentElement.dataset.up || "";
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const editions = window.datelineEditions.map((one) => ({ ...one, folded: fold(one.title + " " + one.text) }));
  const make = (name, text) => { const node = document.createElement(name); node.textContent = text; return node; };
  const around = (text, word) => {
    const words = text.split(/\s+/);
    const at = words.findIndex((part) => fold(part).includes(word));
    return at < 0 ? words.slice(0, 24).join(" ") + " …" : (at > 10 ? "… " : "") + words.slice(Math.max(0, at - 10), at + 16).join(" ") + " …";
  };
  const show = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    found.hidden = words.length === 0;
    if (!words.length) return;
    const hits = editions.filter((one) => words.every((word) => one.folded.includes(word)));
    found.append(make("p", (hits.length === 1 ? box.dataset.one : box.dataset.many).replace("0", hits.length)));
    const list = document.createElement("ul");
    for (const one of hits) {
      const item = document.createElement("li");
      const link = make("a", one.title);
      link.href = up + one.page;
      item.dir = "auto";
      item.append(link, make("time", one.date), make("p", around(one.text, words[0])));
      list.append(item);
    }
    found.append(list);
  };
  box.closest("form").hidden = false;
  box.closest("form").addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", show);
})();
