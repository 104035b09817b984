// Sets any two programmes of the field side by side, from what stands in the page; the pair is part of the address.
"use strict";

(() => {
  const section = document.getElementById("pair");
  const { lang, rungs, kinds, programmes, words } = JSON.parse(section.dataset.content);
  const [one, other] = section.querySelectorAll("select");
  const heading = section.querySelector("h3");
  const digits = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 });
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (found, name) => values[name]);

  // What a ratio bounds: a floor over a ceiling is a floor; two floors bound nothing.
  const boundOf = (top, bottom) => {
    const turned = { "at least": "at most", "at most": "at least" };
    const bounds = new Set([top.bound, turned[bottom.bound] || bottom.bound].filter(Boolean));
    return bounds.size > 1 ? "about" : [...bounds][0];
  };

  const unlike = (first, second) =>
    Object.keys(kinds).filter((kind) => first[kind] && second[kind] && first[kind] !== second[kind]);

  const ratioOf = (first, second) => {
    if (!(first.value > 0 && second.value > 0) || unlike(first, second).length) return "";
    const [top, bottom] = first.value < second.value ? [second, first] : [first, second];
    const bound = words.bounds[boundOf(top, bottom)];
    return [bound, fill(words.times, { ratio: digits.format(top.value / bottom.value) })].filter(Boolean).join(" ");
  };

  const differences = (first, second) =>
    unlike(first, second).map((kind) => fill(words.unlike, { kind: kinds[kind], one: first[kind], other: second[kind] }));

  const lines = (cell, texts) => {
    cell.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  };

  const barred = (cell, sum, most) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const box = bar.appendChild(document.createElementNS(bar.namespaceURI, "rect"));
    bar.setAttribute("class", "bar");
    bar.setAttribute("aria-hidden", "true");
    box.setAttribute("width", `${(100 * (sum.value || 0)) / most}%`);
    box.setAttribute("height", "100%");
    cell.replaceChildren(sum.words, ...(sum.value ? [bar] : []));
  };

  const show = () => {
    const chosen = { one: programmes[one.value], other: programmes[other.value] };
    const values = Object.values(chosen).flatMap((programme) => Object.values(programme.rungs).map((sum) => sum.value || 0));
    for (const [name, programme] of Object.entries(chosen)) {
      const way = section.querySelector(`[data-name=${name}]`);
      way.textContent = programme.name;
      way.href = programme.page;
      for (const cell of section.querySelectorAll(`[data-of=${name}]`)) {
        barred(cell, programme.rungs[cell.parentElement.dataset.rung], Math.max(...values) || 1);
      }
    }
    for (const row of section.querySelectorAll("[data-rung]")) {
      const [first, second] = Object.values(chosen).map((programme) => programme.rungs[row.dataset.rung]);
      const refused = first.value > 0 && second.value > 0 ? words.refused : words.none;
      row.querySelector("[data-ratio]").textContent = ratioOf(first, second) || refused;
      const sums = [[chosen.one.name, first], [chosen.other.name, second]].filter(([, sum]) => sum.perimeter);
      const counted = sums.map(([name, sum]) => fill(words.counted, { name, perimeter: sum.perimeter }));
      lines(row.querySelector("[data-counted]"), [...differences(first, second), ...counted]);
    }
    const [first, second] = [chosen.one, chosen.other].map((programme) => programme.rungs.announced);
    const [larger, smaller] = first.value < second.value ? [chosen.other, chosen.one] : [chosen.one, chosen.other];
    const ratio = ratioOf(first, second);
    const why = [words["no ratio"], ...differences(first, second)].join(": ");
    const apart = ratio ? fill(words.apart, { larger: larger.name, smaller: smaller.name, ratio }) : why;
    heading.textContent = one.value === other.value ? words.same : apart;
    const command = section.querySelector("[data-command]");
    command.textContent = `${command.dataset.command} --set subject=${one.value} --set comparator=${other.value}`;
    section.querySelector("[data-address]").hash = `#pair=${one.value},${other.value}`;
  };

  const read = () => {
    const [, first, second] = /^#pair=([^,]+),([^,]+)$/.exec(location.hash.replaceAll("%3A", ":")) || [];
    if (!(Object.hasOwn(programmes, first ?? "") && Object.hasOwn(programmes, second ?? ""))) return;
    [one.value, other.value] = [first, second];
    section.scrollIntoView();
  };

  for (const part of section.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of section.querySelectorAll("[data-without-script]")) part.hidden = true;
  for (const select of [one, other]) {
    select.addEventListener("change", () => {
      show();
      history.replaceState(null, "", section.querySelector("[data-address]").hash);
    });
  }
  window.addEventListener("hashchange", () => {
    read();
    show();
  });
  read();
  show();
})();
