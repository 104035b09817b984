// Two staircases on one scale, drawn anew into an svg element as figures change: the drawing of charts/stairs.py.
// Works out no figure and words none: both come with the data.
//
// drawStaircases(svg, {
//   width,        pixels; on less than 500 the panels stand one under the other
//   height,       of a step as high as `top` [pixels]; 240, on less than 500 192, when left out
//   top,          the value that is so high; the greatest that is drawn, when left out
//   label,        alternative text of the drawing
//   panels: [{    the second has the outline of the first behind it, dotted
//     seat,       "subject" or "comparator": its colour
//     name,       heading, at the left; `note` stands at the right of the same line, and may be left out
//     steps: [{   from the top rung down
//       name,     of the rung
//       hollow,   words rather than money or machines
//       bound,    a floor, or no more than about so: the edge of a hollow step is broken
//       value, low, high,   numbers in one unit; null where there is none
//       words,    the value in words, above the step; `range` its ends in words, "" where there are none
//       missing,  what is said where there is no value; once for steps beside each other that say the same
//       part,     {value, low, high} of the step, drawn pale; may be left out
//     }],
//   }],
// });
"use strict";

function drawStaircases(svg, { width, height, top, label, panels }) {
  const narrow = width < 500;
  const SIZE = narrow ? 12 : 13;
  const SMALL = narrow ? 11.8 : 12;
  const BETWEEN = narrow ? 14 : 28; // panels
  const LINE = SMALL * 1.25;
  const CLEAR = 10; // from the outline behind up to a bracket
  const tall = height ?? (narrow ? 192 : 240);
  const parts = [];

  const known = (value) => value !== null && value !== undefined;
  const ends = ({ value, low, high, part }) => [value, low, high, ...(part ? ends(part) : [])].filter(known);
  const most = top ?? Math.max(...panels.flatMap(({ steps }) => steps.flatMap(ends)), 0);
  const scale = tall / (most || 1);

  const add = (name, attributes, text) => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
      part.setAttribute(key, typeof value === "number" ? Math.round(value * 10) / 10 : value);
    }
    if (text !== undefined) part.textContent = text;
    parts.push(part);
  };
  const path = (d, attributes) => add("path", { d, fill: "none", ...attributes });
  const round = (...places) => places.map((place) => place.toFixed(1)).join(" ");

  // letters are taken to be 0.55 as wide as high: nothing is measured, which would lay the page out
  const wrapped = (text, room) => {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) && longer.length * SMALL * 0.55 > room) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  };
  const write = (x, y, text, { bold = false, colour = "ink", size = SMALL, anchor = "middle" } = {}) =>
    add(
      "text",
      {
        x,
        y,
        fill: `var(--${colour})`,
        "font-size": size,
        "font-weight": bold ? 600 : 400,
        "text-anchor": anchor,
        stroke: "var(--paper)",
        "stroke-width": 5,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      },
      text,
    );
  const whisker = (x, ground, { low, high }) => {
    if (!known(low) || !known(high) || low === high) return;
    const d = `M${round(x, ground - low * scale)}V${round(ground - high * scale)}`;
    path(d, { stroke: "var(--paper)", "stroke-width": 4 });
    path(d, { stroke: "var(--ink)", "stroke-width": 1.4 });
  };

  // what stands above a step, from its top line down
  const linesOf = ({ words, range }, across) => [
    ...wrapped(words, across).map((text) => [text, { bold: true }]),
    ...(range ? wrapped(range, across).map((text) => [text, { colour: "quiet" }]) : []),
  ];
  const topOf = (step) => Math.max(...ends({ ...step, part: undefined })) * scale + 4;

  const drawStep = (step, seat, x, ground, across) => {
    const colour = `var(--${seat})`;
    const high = step.value * scale;
    if (step.part) {
      const size = Math.min(Math.max(step.part.value, 0) * scale, high);
      add("rect", { x, y: ground - size, width: across, height: size, fill: colour, "fill-opacity": 0.35 });
      whisker(x + across / 2, ground, step.part);
    }
    if (high && step.hollow) {
      const d = `M${round(x + 1, ground)}V${round(ground - high)}H${round(x + across - 1)}V${round(ground)}`;
      path(d, { stroke: colour, "stroke-width": 1.6, ...(step.bound ? { "stroke-dasharray": "4 3" } : {}) });
    } else if (high) {
      add("rect", { x, y: ground - high, width: across, height: high, fill: colour });
    }
    whisker(x + across / 2, ground, step);
    linesOf(step, across)
      .reverse()
      .forEach(([text, look], place) => write(x + across / 2, ground - topOf(step) - place * LINE, text, look));
  };

  const drawGaps = (steps, left, ground, across, behind) => {
    for (let first = 0, last; first < steps.length; first = last + 1) {
      const said = steps[first].missing;
      last = first;
      if (known(steps[first].value)) continue;
      while (last + 1 < steps.length && !known(steps[last + 1].value) && steps[last + 1].missing === said) last += 1;
      const outlined = behind.slice(first, last + 1).map(({ value }) => (known(value) ? value * scale + CLEAR : 0));
      const [start, end, y] = [left + first * across + 4, left + (last + 1) * across - 4, ground - Math.max(14, ...outlined)];
      path(`M${round(start, y + 6)}V${round(y)}H${round(end)}V${round(y + 6)}`, { stroke: "var(--quiet)" });
      const lines = wrapped(said, end - start).reverse();
      lines.forEach((text, place) => write((start + end) / 2, y - 5 - place * LINE, text, { bold: true }));
    }
  };

  const outline = (steps, left, ground, across) => {
    const d = steps.flatMap(({ value }, place) =>
      known(value)
        ? [`${place && known(steps[place - 1].value) ? "L" : "M"}${round(left + place * across, ground - value * scale)}`, `h${round(across)}`]
        : [],
    );
    const look = { stroke: `var(--${panels[0].seat})`, "stroke-width": 1.4, "stroke-dasharray": "1.5 3" };
    if (d.length) path(d.join(""), look);
  };

  const panelWidth = narrow ? width : (width - BETWEEN * (panels.length - 1)) / panels.length;
  let bottom = 0;
  panels.forEach(({ seat, name, note, steps }, place) => {
    const left = narrow ? 0 : place * (panelWidth + BETWEEN);
    const start = narrow && place ? bottom + BETWEEN : 0;
    const across = panelWidth / steps.length;
    const tops = (narrow ? steps : panels.flatMap((one) => one.steps))
      .filter(({ value }) => known(value))
      .map((step) => topOf(step) + linesOf(step, across).length * LINE);
    const ground = start + SIZE * 1.3 + 4 + Math.max(tall, ...tops);
    if (place) outline(panels[0].steps, left, ground, across);
    steps.forEach((step, at) => {
      if (known(step.value)) drawStep(step, seat, left + at * across, ground, across);
    });
    drawGaps(steps, left, ground, across, place ? panels[0].steps : []);
    path(`M${round(left, ground)}h${round(panelWidth)}`, { stroke: "var(--ink)", "stroke-width": 1.2 });
    write(left, start + SIZE, name, { bold: true, colour: seat, size: SIZE, anchor: "start" });
    if (note) write(left + panelWidth, start + SIZE, note, { colour: "quiet", anchor: "end" });
    steps.forEach((step, at) => {
      wrapped(step.name, across).forEach((text, row) => {
        const y = ground + SMALL + 4 + row * LINE;
        write(left + (at + 0.5) * across, y, text);
        bottom = Math.max(bottom, y + 4);
      });
    });
  });

  svg.setAttribute("viewBox", `0 0 ${width} ${Math.ceil(bottom)}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.replaceChildren(...parts);
}
