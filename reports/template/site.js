// The way to the other language or edition leads to the same place on the page; a chart can be saved as PNG. Without this
// script every link still leads somewhere.
"use strict";

(() => {
  const places = [...document.querySelectorAll("main [id]")].filter((one) => one.matches("h2, h3, figure, section, details, li"));

  const here = () => {
    if (/^#(simulator:|day=)/.test(location.hash)) return location.hash;
    const above = places.filter((one) => one.checkVisibility() && one.getBoundingClientRect().top <= 100);
    return window.scrollY > 0 && above.length ? `#${above.at(-1).id}` : location.hash;
  };

  for (const link of document.querySelectorAll(".languages a, .editions a")) {
    link.addEventListener("click", () => {
      link.hash = here();
    });
  }

  // The picture is drawn from the SVG on the page, as a page opened from disk may read no file: in the fonts of the
  // page and the colours of paper, with the headline and the credit that the page itself does not display in the chart.

  const DOTS = 2; // for each point of the chart, which is 760 points wide

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const svgOf = (chart) => {
    const svg = chart.cloneNode(true);
    const [, , width, height] = chart.dataset.whole.split(" ");
    svg.setAttribute("viewBox", chart.dataset.whole);
    svg.setAttribute("width", DOTS * width);
    svg.setAttribute("height", DOTS * height);
    svg.setAttribute("font-family", getComputedStyle(chart).fontFamily);
    for (const part of svg.querySelectorAll("[display=none]")) part.removeAttribute("display");
    const paper = document.body.appendChild(Object.assign(document.createElement("i"), { className: "on-paper" }));
    const colours = getComputedStyle(paper);
    const text = new XMLSerializer().serializeToString(svg).replace(/var\((--\w+)\)/g, (_, name) => colours.getPropertyValue(name));
    paper.remove();
    return new Blob([text], { type: "image/svg+xml" });
  };

  const savePng = async (chart, name) => {
    const image = new Image();
    image.src = URL.createObjectURL(svgOf(chart));
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((blob) => save(blob, name));
  };

  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => savePng(button.closest("figure").querySelector(".chart"), button.dataset.png));
  }
})();
