// The simulator: reads the figures a reader sets, works out the model and its ranges, draws both staircases anew.
// The model, its inputs, their distributions and all words come from simulator-model.js, which is written from the
// formulas of the project.
"use strict";

(() => {
  const panel = document.getElementById("simulator");
  if (!panel || typeof SIMULATOR === "undefined") return;

  const { lang, inputs, constants, uncertain, draws: ALL, outcomes, panels, presets, units, typed, words } = SIMULATOR;
  const MOVING = 1 << 10; // draws while a figure moves: the first of all, spread as evenly by themselves
  const { drawnWithout, endsOf, ranged } = drawsOf(SIMULATOR);
  const PREFIX = "#simulator:";
  const QUIET = 500; // milliseconds without a change before results are told and the address is written

  // Numbers as the page writes them ------------------------------------------------------------------------------

  const written = (options) => new Intl.NumberFormat(lang, options);
  const threeDigits = written({ maximumSignificantDigits: 3 });
  const inDecimals = Array.from({ length: 12 }, (_, digits) => written({ maximumFractionDigits: digits }));
  const inWords = written({ maximumSignificantDigits: 3, notation: "compact", compactDisplay: "long" });
  const asPower = written({ maximumFractionDigits: 2, notation: "scientific" });
  const asSet = written({ maximumFractionDigits: 6 });
  const months = new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" });
  const plurals = new Intl.PluralRules(lang, { maximumSignificantDigits: 3 });
  const DAY = 24 * 60 * 60 * 1000;

  const isMillions = (value) => Math.abs(Number(value.toPrecision(3))) >= 1e6;
  const power = (value) => Math.floor(Math.log10(Math.abs(value)));
  const decimalsOf = (value) => Math.min(Math.max(0, 2 - power(value)), inDecimals.length - 1);

  function number(value) {
    const size = Math.abs(value);
    if (size > 0 && (size < 1e-9 || size >= 1e15)) return asPower.format(value);
    if (isMillions(value)) return inWords.format(value).replaceAll(" ", "\u00a0");
    return size >= 1000 && size < 10000 ? inDecimals[0].format(value) : threeDigits.format(value);
  }

  function month(year) {
    const [start, end] = [Math.floor(year), Math.floor(year) + 1].map((one) => Date.UTC(one, 0, 1));
    const day = Math.floor((year - Math.floor(year)) * ((end - start) / DAY) + 1e-6);
    return months.format(start + day * DAY);
  }

  function withUnit(text, value, unit) {
    const few = plurals.select(value) === "one" ? "one" : "many";
    return units[unit][isMillions(value) ? "millions" : few].replace("{}", () => text);
  }

  const filled = (text, parts) => Object.entries(parts).reduce((told, [name, part]) => told.replace(`{${name}}`, () => part), text);

  // what is worked out has two digits, and its ends no more; a half is rounded away from zero
  function readable({ central, low, high }, kind) {
    if (kind === "month" || !central) return { central, low, high };
    const step = 10 ** (power(central) - 1);
    const whole = (value) => Math.sign(value) * Math.floor(Math.abs(value) / step + 0.5 + 1e-9);
    const rounded = (value) => (value === null ? null : Number((whole(value) * step).toPrecision(12)));
    return { central: rounded(central), low: rounded(low), high: rounded(high) };
  }

  function endOf(value, central, kind, unit) {
    if (value === null) return null;
    if (kind === "month") return month(value);
    const [scale, around] = kind === "share" ? [100, (text) => withUnit(text, 2, unit)] : [1, (text) => text];
    if (kind !== "share" && Math.abs(value) >= 10000) return number(value);
    if (!central) return around(number(value * scale));
    return around(inDecimals[decimalsOf(central * scale)].format(value * scale));
  }

  function rangeOf(shown, { kind, unit }, bounds) {
    const [low, central, high] = ["low", "central", "high"].map((end) => endOf(shown[end], shown.central, kind, unit));
    if (shown.low === shown.high) return "";
    if (bounds === "at most") return [null, central].includes(high) ? "" : filled(words.orLess, { high });
    if (bounds === "at least") return [null, central].includes(low) ? "" : filled(words.orMore, { low });
    if (low === high) return "";
    if (high === null) return filled(words.orMore, { low });
    return low === null ? filled(words.orLess, { high }) : filled(words.range, { low, high });
  }

  // the word before a value; where the range goes beyond it, it is the end of the range that bounds
  function saidOf({ bounds, central, low, high }) {
    const end = { "at least": low, over: low, "at most": high, "up to": high }[bounds] ?? central;
    return end === central ? bounds : "about";
  }

  const bound = ({ said, central }) => (said && central !== 0 ? `${words.said[said]}\u00a0` : "");

  // a result in words: whole, and its number and its range apart
  function inFull(result, outcome) {
    if (!Number.isFinite(result.central)) return { text: words.noFigure, value: words.noFigure, number: words.noFigure, range: "" };
    const shown = readable(result, outcome.kind);
    const scaled = outcome.kind === "share" ? shown.central * 100 : shown.central;
    const plain = outcome.kind === "month" ? month(scaled) : number(scaled);
    const value = outcome.kind === "month" ? plain : withUnit(plain, scaled, outcome.unit);
    const isZero = scaled === 0 && result.low === result.high && outcome.step;
    return {
      text: isZero ? words.zero : bound(result) + value + rangeOf(shown, outcome, result.bounds),
      value: bound(result) + value,
      number: isZero ? words.zero : bound(result) + plain,
      range: rangeOf(shown, outcome, ""),
    };
  }

  // The figures a reader sets: typed with a decimal comma or point, whatever language the browser speaks --------------

  const MARK = written().format(0.5)[1];
  const [NUMBER, IN_DOUBT] = [typed.number, typed.inDoubt].map((pattern) => new RegExp(`^(?:${pattern})$`));

  function read(text) {
    if (!NUMBER.test(text) || (MARK !== "," && IN_DOUBT.test(text))) return NaN;
    return Number(text.replace(/\s/g, "").replace(",", "."));
  }

  const controls = Object.entries(inputs).map(([name, input]) => {
    const row = panel.querySelector(`[data-control="${name}"]`);
    const [range, field] = row.querySelectorAll("input");
    const of = (text) => Number((Number(text) / input.scale).toPrecision(15));
    const [least, most, edition] = [range.min, range.max, range.defaultValue].map(of);
    const reset = row.querySelector("[data-reset]");
    return { ...input, name, row, range, field, reset, least, most, edition, of, place: row.querySelector("[aria-live]") };
  });

  const scaled = (control, value) => Number((value * control.scale).toPrecision(15));
  const shown = (control, value) => String(scaled(control, value)).replace(".", MARK);
  const named = (name) => controls.find((control) => control.name === name);

  function set(control, value, { note = "", typing = false } = {}) {
    control.value = value;
    control.note = note;
    control.range.value = scaled(control, value);
    const told = withUnit(asSet.format(scaled(control, value)), scaled(control, value), control.unit);
    control.range.setAttribute("aria-valuetext", told);
    if (!typing) {
      control.field.value = shown(control, value);
      control.settled = value; // stands where what is typed next cannot be read
    }
    control.row.classList.toggle("changed", value !== control.edition);
    control.reset.hidden = value === control.edition;
  }

  function take(control, given, options) {
    const text = given.trim();
    const asked = control.of(read(text));
    const known = Number.isFinite(asked);
    const near = Math.min(Math.max(control.whole ? Math.round(asked) : asked, control.least), control.most);
    const value = known ? near : control.settled;
    const said = !text || value === asked ? "" : known ? words.held : words.unread;
    set(control, value, { ...options, note: filled(said, { text: text.slice(0, 40), value: shown(control, value) }) });
  }

  function slide(control) {
    const value = control.of(control.range.value);
    const atTheEnd = value !== control.edition && [control.least, control.most].includes(value);
    set(control, value, { note: atTheEnd ? filled(words.atTheEnd, { value: shown(control, value) }) : "" });
  }

  function tellNotes() {
    for (const { place, note } of controls) if (place.textContent !== note) place.textContent = note;
  }

  // What follows -------------------------------------------------------------------------------------------------

  const results = Object.entries(outcomes).map(([name, outcome]) => {
    const row = panel.parentNode.querySelector(`[data-outcome="${name}"]`);
    const main = panel.querySelector(`[data-main="${name}"]`);
    const step = panels.some(({ steps }) => steps.some(({ of }) => of === name));
    return { ...outcome, name, step, row, main, draws: new Float64Array(ALL) };
  });

  const together = (bounds, set) => {
    const said = new Set(Object.entries(bounds).flatMap(([name, word]) => (set.has(name) ? [] : [word])));
    if (said.has("over and up to") || said.has("about") || (said.has("at least") && said.has("at most"))) return "about";
    return [...said][0] ?? "";
  };

  function work(count) {
    const changed = controls.filter((control) => control.value !== control.edition);
    const set = new Set(changed.flatMap((control) => control.feeds));
    const drawn = drawnWithout(set);
    const given = { ...constants };
    for (const control of controls) for (const name of control.feeds) given[name] = control.value;
    const touched = results.filter(({ rests, edition }) => !edition || rests.some((name) => set.has(name)));
    for (const result of results) if (!touched.includes(result)) Object.assign(result, result.edition);
    const central = model({ ...given });
    const v = model({ ...given });
    for (let draw = 0; draw < count; draw++) {
      for (const { name, values } of drawn) v[name] = values[draw];
      model(v);
      for (const { name, draws } of touched) draws[draw] = v[name];
    }
    for (const result of touched) {
      const value = central[result.name] ?? NaN;
      let [low, high] = [value, value];
      if (result.read && !set.has(result.read)) {
        const own = uncertain[result.read];
        [low, high] = [own.low, own.high].map((end) => model({ ...given, [result.read]: end })[result.name]);
      } else if (result.open.some((name) => !set.has(name))) {
        [low, high] = [NaN, NaN];
      } else if (Number.isFinite(value)) {
        [low, high] = endsOf(result.draws.subarray(0, count));
      }
      result.value = { ...ranged(value, low, high), bounds: together(result.bounds, set) };
      result.value.said = saidOf(result.value);
      result.told = inFull(result.value, result);
    }
  }

  // The page -----------------------------------------------------------------------------------------------------

  const drawing = panel.querySelector("svg");
  const byName = Object.fromEntries(results.map((result) => [result.name, result]));
  let width = 0;

  function stepOf({ of, name, hollow, missing }) {
    const { value, told } = byName[of];
    const known = Number.isFinite(value.central);
    const ends = known && value.low !== value.high ? [value.low, value.high] : [null, null];
    return {
      name,
      hollow,
      missing,
      bound: Boolean(value.said),
      value: known ? value.central : null,
      low: ends[0],
      high: ends[1],
      words: known ? told.number.replaceAll("\u00a0", " ") : "",
      range: told.range.trim().replace(/^\(|\)$/g, ""),
    };
  }

  function draw() {
    const drawn = panels.map(({ seat, name, part, steps }) => {
      const [announced, ...others] = steps.map(stepOf);
      const { value, told } = byName[part];
      const delivered = Number.isFinite(value.central) && announced.value !== null;
      if (delivered) announced.part = { value: value.central, low: value.low, high: value.high };
      const note = delivered ? filled(words.part, { sum: told.number + told.range }) : "";
      return { seat, name, note, steps: [announced, ...others] };
    });
    const label = drawn.map(({ name, note, steps }) => {
      const sums = steps.map((step) => filled(words.step, { rung: step.name, sum: step.words ? `${step.words} ${step.range}`.trim() : step.missing }));
      return filled(words.panel, { programme: name, sums: [...sums, note].filter(Boolean).join("; ") });
    });
    drawStaircases(drawing, { width, height: width < 500 ? 44 : 210, label: label.join(" "), panels: drawn });
  }

  function write() {
    for (const { row, main, value, told, edition } of results) {
      for (const place of [row?.querySelector("data"), main?.querySelector("data")].filter(Boolean)) {
        place.value = Number.isFinite(value.central) ? value.central : "";
        [place.dataset.low, place.dataset.high] = [value.low ?? "", value.high ?? ""];
      }
      if (row) {
        row.querySelector("data").textContent = told.text;
        row.classList.toggle("changed", told.text !== edition.told.text);
      }
      if (main) {
        main.querySelector("data").textContent = told.value;
        main.querySelector("span").textContent = told.text.slice(told.value.length).trim();
      }
    }
    draw();
  }

  // The address --------------------------------------------------------------------------------------------------

  function address() {
    const changed = controls.filter((control) => control.value !== control.edition);
    return PREFIX + changed.map((control) => `${control.name}=${control.value}`).join("&");
  }

  function restore() {
    if (!location.hash.startsWith(PREFIX)) return false;
    const asked = new URLSearchParams(location.hash.slice(PREFIX.length));
    for (const control of controls) {
      const text = (asked.get(control.name) ?? "").trim();
      set(control, control.edition);
      const value = read(text);
      if (Number.isFinite(value)) take(control, shown(control, value)); // an address has figures as `--set` takes them
      else if (IN_DOUBT.test(text)) take(control, text); // a page repeats no other words
    }
    return true;
  }

  function link() {
    panel.querySelector("[data-address]").href = address();
    for (const button of panel.querySelectorAll("[data-preset]")) {
      const wanted = presets[button.dataset.preset] ?? {};
      const same = controls.every(({ name, value, edition }) => value === (wanted[name] ?? edition));
      button.setAttribute("aria-pressed", String(same));
    }
  }

  // Telling, once a reader pauses ----------------------------------------------------------------------------------

  const status = panel.querySelector("[role=status]");
  const inWordsOf = results.filter(({ row }) => row);
  let heard = [];
  let waiting;

  function settle() {
    clearTimeout(waiting);
    work(ALL);
    write();
    tellNotes();
    const place = inWordsOf.findIndex((result, at) => result.told.text !== heard[at]);
    if (place >= 0) {
      const { row, told, edition } = inWordsOf[place];
      const outcome = row.querySelector("th").textContent;
      status.textContent = filled(words.changed, { outcome, value: told.text, edition: edition.told.text });
    }
    heard = inWordsOf.map((result) => result.told.text);
    if (address() !== PREFIX) history.replaceState(null, "", address());
    else if (location.hash.startsWith(PREFIX)) history.replaceState(null, "", location.href.split("#")[0]);
  }

  function show() {
    work(MOVING);
    write();
    link();
    clearTimeout(waiting);
    waiting = setTimeout(settle, QUIET);
  }

  function start(from) {
    for (const control of controls) set(control, control.edition);
    for (const [name, value] of Object.entries(from)) take(named(name), shown(named(name), value));
    show();
    settle();
  }

  // Events ---------------------------------------------------------------------------------------------------------

  for (const control of controls) {
    control.range.addEventListener("input", () => {
      slide(control);
      show();
    });
    control.field.addEventListener("input", () => {
      take(control, control.field.value, { typing: true });
      show();
    });
    control.field.addEventListener("change", () => {
      set(control, control.value, { note: control.note }); // shows what was made of it
      tellNotes();
    });
    control.reset.addEventListener("click", () => {
      set(control, control.edition);
      control.range.focus();
      show();
      settle();
    });
  }

  for (const button of panel.querySelectorAll("[data-preset]")) {
    button.addEventListener("click", () => {
      start(presets[button.dataset.preset] ?? {});
      if (!button.dataset.preset) status.textContent = words.reset;
    });
  }

  panel.querySelector("[data-copy]").addEventListener("click", async () => {
    settle();
    try {
      await navigator.clipboard.writeText(panel.querySelector("[data-address]").href);
      status.textContent = words.copied;
    } catch {
      status.textContent = words.notCopied;
    }
  });

  window.addEventListener("hashchange", () => {
    if (restore()) show();
  });

  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width && contentRect.width !== width) {
      width = contentRect.width;
      draw();
    }
  }).observe(drawing.parentNode);

  // Start: the edition's figures first, so that what differs from them is known ---------------------------------------

  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
  width = drawing.parentNode.clientWidth;
  for (const control of controls) set(control, control.edition);
  work(ALL);
  for (const result of results) result.edition = { value: result.value, told: result.told };
  heard = inWordsOf.map((result) => result.told.text);
  if (restore()) {
    work(ALL);
    tellNotes();
  }
  write();
  link();
})();
