// The way to the other language or edition leads to the same place on the page; on a narrow screen the header shows
// where one is. Without this script every link still leads somewhere.
"use strict";

(() => {
  const places = [...document.querySelectorAll("main [id]")].filter((one) => one.matches("h2, h3, figure, section, article, li"));

  const here = () => {
    if (location.hash.startsWith("#what-if:")) return location.hash;
    const above = places.filter((one) => one.getBoundingClientRect().top <= 100);
    return window.scrollY > 0 && above.length ? `#${above.at(-1).id}` : location.hash;
  };

  for (const link of document.querySelectorAll(".languages a, .editions a")) {
    link.addEventListener("click", () => {
      link.hash = here();
    });
  }

  for (const current of document.querySelectorAll("header [aria-current]")) {
    const row = current.closest("ul");
    if (row) row.scrollLeft = current.offsetLeft - row.offsetLeft;
  }
})();
