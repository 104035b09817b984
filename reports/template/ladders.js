// Ladders from day to day, a row a programme and a mark a rung, where equal steps are equal factors: the drawing of
// charts/ladders.py. Works out no figure and words none: both come with the data.
//
// laddersIn(place, {
//   unit, headings,   below the axis; above the columns of texts
//   rungs: [{ name, shape, hollow }],
//   ticks: [[value, words]],
//   rows: [{ name, depth, seat, rungs: [states of each rung], texts: [[[from, text]] of each column] }],
// }, stateOn) gives a function that draws a day into the place; `stateOn(states, day)` is { value, low, high, towards }.
"use strict";

function laddersIn(place, { unit, headings, rungs, ticks, rows }, stateOn) {
  const SHAPES = {
    ring: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    dot: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    diamond: "M0 -5.4L5.4 0L0 5.4L-5.4 0Z",
    square: "M-4 -4H4V4H-4Z",
    triangle: "M0 -5L4.6 3.6H-4.6Z",
  };
  const make = (name, attributes, ...parts) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    one.append(...parts);
    return one;
  };
  const element = (name, className, ...parts) => {
    const one = Object.assign(document.createElement(name), { className });
    one.append(...parts);
    return one;
  };

  const ends = rows.flatMap((row) => row.rungs.flat().flatMap(({ value, low, high }) => [value, low, high])).filter((end) => end > 0);
  const [low, high] = [Math.log(Math.min(...ends) / 1.3), Math.log(Math.max(...ends) * 1.3)];
  const at = (value) => `${((100 * (Math.max(Math.log(value), low) - low)) / (high - low)).toFixed(2)}%`;
  const shown = ticks.filter(([value]) => Math.log(value) >= low && Math.log(value) <= high);

  const markOf = ({ shape, hollow }, x, seat) => {
    const look = { d: SHAPES[shape], stroke: `var(--${seat})`, "stroke-width": 1.8, fill: hollow ? "var(--paper)" : `var(--${seat})` };
    return make("svg", { x, y: "50%", overflow: "visible" }, make("path", look));
  };
  const line = (from, to, seat, look) => make("line", { x1: at(from), x2: at(to), y1: "50%", y2: "50%", stroke: `var(--${seat})`, ...look });
  const arrow = (x, towards, seat) =>
    make("svg", { x, y: "50%", overflow: "visible" }, make("path", { d: `M0 0H${14 * towards}m${-4 * towards} -4l${4 * towards} 4l${-4 * towards} 4`, fill: "none", stroke: `var(--${seat})`, "stroke-width": 1.4 }));

  const marksOf = (row, day) => {
    const drawn = row.rungs.map((states, rung) => ({ ...stateOn(states, day), rung })).filter(({ value }) => value > 0);
    if (!drawn.length) return [];
    const values = drawn.map(({ value }) => value);
    const marks = drawn.reverse().flatMap((one) => [
      ...(one.low < one.high ? [line(Math.max(one.low, 1e-9), one.high, row.seat, { "stroke-width": 5, "stroke-opacity": 0.25 })] : []),
      ...(one.towards ? [arrow(at(one.value), one.towards, row.seat)] : []),
      markOf(rungs[one.rung], at(one.value), row.seat),
    ]);
    return [line(Math.min(...values), Math.max(...values), row.seat, {}), ...marks];
  };

  const there = rungs.filter((_, rung) => rows.some((row) => row.rungs[rung].some(({ value }) => value > 0)));
  const key = there.map((rung) => element("li", "", make("svg", { "aria-hidden": "true" }, markOf(rung, "50%", "ink")), rung.name));
  const grid = () => make("g", { stroke: "var(--rule)" }, ...shown.map(([value]) => make("line", { x1: at(value), x2: at(value), y2: "100%" })));
  const list = rows.map((row) => {
    const marks = make("g", {});
    const texts = headings.map(() => document.createElement("b"));
    const told = headings.map((heading, column) => element("span", "told", element("span", "heading", heading), " ", texts[column]));
    const item = element("li", `depth-${Math.min(row.depth, 2)}`, element("span", "programme", row.name), make("svg", { "aria-hidden": "true" }, grid(), marks), ...told);
    return { row, marks, texts, item };
  });
  const heads = element("div", "", element("span", ""), element("span", ""), ...headings.map((heading) => element("span", "told", heading)));
  heads.setAttribute("aria-hidden", "true");
  const labels = shown.map(([value, words]) => make("text", { x: at(value), y: 14, "text-anchor": "middle" }, words));
  place.replaceChildren(
    element("ul", "key", ...key),
    element("div", "ladders heads", heads),
    element("ul", "ladders", ...list.map(({ item }) => item)),
    element("div", "ladders axis", element("div", "", element("span", ""), make("svg", { "aria-hidden": "true" }, ...labels))),
    element("p", "note", unit),
  );

  return (day) => {
    for (const { row, marks, texts } of list) {
      marks.replaceChildren(...marksOf(row, day));
      texts.forEach((text, column) => {
        text.textContent = row.texts[column].findLast(([from]) => from <= day)[1];
      });
    }
  };
}
