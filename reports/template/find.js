// A long table or a page of entries can be searched, a table sorted; an address with an anchor opens what it names.
// Without this script all of it stands there, and opens by hand.
"use strict";

(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const searched = (part, items) => {
    const groups = [...part.querySelectorAll(".group")].map((group) => ({ group, open: group.open }));
    const headed = (item) => item.closest(".group")?.querySelector("summary").textContent ?? "";
    let texts;
    const field = Object.assign(document.createElement("input"), { type: "search" });
    const label = document.createElement("label");
    const found = document.createElement("output");
    label.append(part.dataset.find, " ", field);
    const line = Object.assign(document.createElement("p"), { className: "find" });
    line.append(label, " ", found);
    part.prepend(line);
    field.addEventListener("input", () => {
      texts ??= new Map(items.map((item) => [item, plain(headed(item) + item.textContent)]));
      const words = plain(field.value).split(/\s+/);
      for (const item of items) item.hidden = !words.every((word) => texts.get(item).includes(word));
      for (const { group, open } of groups) {
        group.hidden = !group.querySelector(".item:not([hidden])");
        group.open = field.value ? true : open;
      }
      const shown = items.filter((item) => !item.hidden).length;
      found.textContent = part.dataset.found.replace("{shown}", shown).replace("{all}", items.length);
    });
  };

  // A gap comes last either way.

  const sortedBy = (rows, column, down) => {
    const key = (row) => row.cells[column].dataset.value;
    const text = (row) => row.cells[column].textContent;
    const sign = down ? -1 : 1;
    if (!rows.some(key)) return rows.sort((one, other) => sign * text(one).localeCompare(text(other), document.documentElement.lang));
    const gap = (row) => key(row) === undefined;
    return rows.sort((one, other) => gap(one) - gap(other) || sign * (key(one) - key(other)) || 0);
  };

  const sortable = (rows, heads) => {
    heads.forEach((head, column) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const numbers = rows.some((row) => row.cells[column].dataset.value);
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : numbers;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows[0].parentElement.append(...sortedBy([...rows], column, down));
      });
    });
  };

  const reveal = () => {
    const named = document.getElementById(location.hash.slice(1));
    const field = named?.closest("[hidden]")?.closest("[data-find]")?.querySelector(".find input");
    if (field) {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    }
    const folded = named?.closest("details");
    for (let one = folded; one; one = one.parentElement.closest("details")) one.open = true;
    if (folded) named.scrollIntoView();
  };

  for (const part of document.querySelectorAll("[data-find]")) {
    const entries = [...part.querySelectorAll(".item")];
    const rows = [...part.querySelectorAll("tbody tr")];
    searched(part, entries.length ? entries : rows);
    if (!entries.length) sortable(rows, [...part.querySelectorAll("thead th")]);
  }
  window.addEventListener("hashchange", reveal);
  reveal();
})();
