// A slider of days under a figure: redraws it as known on any day since January 2025, from the history in the page.
// All figures of a page stand on one day, which is part of the address. On the newest day the figure stands as it is.
"use strict";

(() => {
  const PREFIX = "#day=";
  const QUIET = 300; // until the address is written and the day told [ms]
  const DAY = 86400000; // [ms]
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (found, name) => values[name]);

  const stateOn = (states, day) => {
    const place = states.findLastIndex((state) => state.from <= day);
    const [state, next] = [states[place], states[place + 1]];
    if (!state.moves || !next) return state;
    const share = (day - state.from) / (next.from - state.from);
    const end = (one, name) => one[name] ?? one.value;
    const at = (name) => end(state, name) + (end(next, name) - end(state, name)) * share;
    return { ...state, value: at("value"), ...(state.range || next.range ? { low: at("low"), high: at("high") } : {}) };
  };

  // A figure: how it is drawn, and what changed on a day ---------------------------------------------------------------

  const figureOf = (element) => {
    const panel = element.querySelector("[data-days]");
    const part = (selector) => panel.querySelector(selector);
    const known = JSON.parse(panel.dataset.days);
    const { first, last, events, words } = known;
    const start = Date.parse(first);
    const inWords = (day) => {
      const date = new Date(start + day * DAY);
      const number = date.getUTCDate() === 1 ? words.first : date.getUTCDate();
      return `${number}\u00a0${words.months[date.getUTCMonth()]}\u00a0${date.getUTCFullYear()}`;
    };

    const rungs = known.panels
      ? known.panels.flatMap(({ name, steps }) => steps.map((step) => ({ programme: name, rung: step.rung, states: step.states })))
      : known.rows.flatMap((row) => row.rungs.map((states, at) => ({ programme: row.name, rung: known.rungs[at].name, states })));
    const said = ({ words: sum, range, missing }) => (range ? fill(words.range, { sum, range }) : sum ?? missing);
    const changed = (day) =>
      rungs.flatMap(({ programme, rung, states }) => {
        const place = states.findIndex((state) => state.from === day);
        if (place < 1 || states[place].moves) return [];
        const sum = said(states[place]);
        return sum && sum !== said(states[place - 1]) ? [fill(words.changed, { programme, rung, sum })] : [];
      });
    const happened = (day) => events.filter((event) => event.from === day);
    const days = new Set([...rungs.flatMap(({ states }) => states.map((state) => state.from)), ...events.map((event) => event.from)]);
    const marks = [...days].filter((day) => day > 0 && (happened(day).length || changed(day).length)).sort((one, other) => one - other);

    const texts = ["title", "subtitle"].map((name) => element.querySelector(`.${name}`)).filter(Boolean);
    const newest = texts.map((text) => text.textContent);
    const then = part(".then");
    const draw = known.panels ? drawer(then, known, inWords) : laddersIn(then, known, stateOn);

    const tell = (day) => {
      const item = (text) => Object.assign(document.createElement("p"), { textContent: text });
      const before = events.findLast((event) => event.from < day);
      const told = happened(day).map((event) => fill(words.event, event));
      if (!told.length && before) told.push(fill(words.before, { event: fill(words.event, before) }));
      part(".happened").replaceChildren(...[...told, changed(day).join("; ")].filter(Boolean).map(item));
    };

    const show = (day) => {
      const old = day < last;
      element.querySelector("[data-newest]").hidden = old;
      element.toggleAttribute("data-old", old);
      then.hidden = !old;
      if (old) draw(day);
      texts.forEach((text, at) => {
        const then = newest[at].replaceAll(inWords(last), inWords(day));
        text.textContent = !old ? newest[at] : text.matches(".title") ? fill(words.title, { day: inWords(day) }) : then;
      });
      const range = part("input");
      const what = [...happened(day).map((event) => event.title), ...changed(day)].join("; ");
      range.value = day;
      range.setAttribute("aria-valuetext", what ? fill(words.said, { day: inWords(day), text: what }) : inWords(day));
      part("output").textContent = inWords(day);
      part("[data-to=earlier]").disabled = day <= marks[0];
      for (const button of panel.querySelectorAll("[data-to=later], [data-to=newest]")) button.disabled = !old;
    };

    const ways = {
      earlier: (day) => marks.findLast((mark) => mark < day) ?? 0,
      later: (day) => marks.find((mark) => mark > day) ?? last,
      newest: () => last,
    };
    return { element, panel, part, start, last, marks, show, tell, ways };
  };

  // Staircases are drawn at the width that there is, on one scale for all days
  const drawer = (place, { panels, words }, inWords) => {
    const svg = place.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    const ends = panels.flatMap(({ steps }) => steps.flatMap(({ states }) => states.map((state) => state.high ?? state.value ?? 0)));
    const top = Math.max(...ends);
    let shown;
    const draw = (day) => {
      shown = day;
      const drawn = panels.map((panel) => ({
        ...panel,
        steps: panel.steps.map(({ name, hollow, states }) => {
          const { value = null, low = null, high = null, missing = "", ...rest } = stateOn(states, day);
          const gap = missing.slice(0, 1).toUpperCase() + missing.slice(1);
          return { words: "", range: "", ...rest, name, hollow, value, low, high, missing: gap };
        }),
      }));
      const told = drawn.map(({ name, steps }) => {
        const sums = steps.map((step) => fill(words.sum, { rung: step.name, sum: [step.words || step.missing, step.range].join(" ").trim() }));
        return fill(words.panel, { programme: name, sums: sums.join("; ") });
      });
      const label = [fill(words.title, { day: inWords(day) }), ...told].join(". ");
      drawStaircases(svg, { width: place.clientWidth || 760, top, label, panels: drawn });
    };
    new ResizeObserver(() => {
      if (shown !== undefined && place.clientWidth) draw(shown);
    }).observe(place);
    return draw;
  };

  // The day of the page ------------------------------------------------------------------------------------------------

  const figures = [...document.querySelectorAll("[data-as-it-stood]")].map(figureOf);
  if (!figures.length) return;
  const { start, last } = figures[0];
  let day = last;
  let waiting;

  const settle = () => {
    for (const figure of figures) figure.tell(day);
    const date = new Date(start + day * DAY).toISOString().slice(0, 10);
    if (day < last) history.replaceState(null, "", PREFIX + date);
    else if (location.hash.startsWith(PREFIX)) history.replaceState(null, "", location.href.split("#")[0]);
  };

  const show = (wanted) => {
    day = Math.min(Math.max(wanted, 0), last);
    for (const figure of figures) figure.show(day);
    clearTimeout(waiting);
    waiting = setTimeout(settle, QUIET);
  };

  const asked = () => {
    const text = location.hash.startsWith(PREFIX) ? location.hash.slice(PREFIX.length) : "";
    const found = /^\d{4}-\d{2}-\d{2}$/.test(text) ? (Date.parse(text) - start) / DAY : NaN;
    return Number.isFinite(found) ? found : null;
  };

  for (const { panel, part, marks, ways } of figures) {
    part("input").max = last;
    for (const mark of marks) {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      for (const end of ["x1", "x2"]) line.setAttribute(end, `${(100 * mark) / last}%`);
      line.setAttribute("y2", "100%");
      part(".marks").append(line);
    }
    part("input").addEventListener("input", () => show(part("input").valueAsNumber));
    for (const button of panel.querySelectorAll("[data-to]")) {
      button.addEventListener("click", () => {
        const focused = document.activeElement === button;
        show(ways[button.dataset.to](day));
        if (focused && button.disabled) part("input").focus();
      });
    }
    panel.hidden = false;
  }

  window.addEventListener("hashchange", () => {
    if (asked() !== null) show(asked());
  });
  show(asked() ?? last);
  if (asked() !== null) figures[0].element.scrollIntoView();
})();
