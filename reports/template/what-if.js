// The what-if panel: reads the figures a reader sets, works out the model and writes what follows.
// The model, its inputs and all words come from what-if-model.js, which is written from the formulas of the project.
"use strict";

(() => {
  const panel = document.getElementById("what-if");
  if (!panel || typeof WHAT_IF === "undefined") return;

  const { lang, inputs, constants, outcomes, units, typed, words } = WHAT_IF;
  const PREFIX = "#what-if:";
  const QUIET = 500; // milliseconds without a change before results are told and the address is written

  // Numbers as the page writes them ------------------------------------------------------------------------------

  const written = (options) => new Intl.NumberFormat(lang, options);
  const threeDigits = written({ maximumSignificantDigits: 3 });
  const whole = written({ maximumFractionDigits: 0 });
  const inWords = written({ maximumSignificantDigits: 3, notation: "compact", compactDisplay: "long" });
  const asPower = written({ maximumFractionDigits: 2, notation: "scientific" });
  const asSet = written({ maximumFractionDigits: 6 });
  const months = new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" });
  const plurals = new Intl.PluralRules(lang, { maximumSignificantDigits: 3 });
  const DAY = 24 * 60 * 60 * 1000;

  const isMillions = (value) => Math.abs(Number(value.toPrecision(3))) >= 1e6;

  function number(value) {
    const size = Math.abs(value);
    if (size > 0 && (size < 1e-9 || size >= 1e15)) return asPower.format(value);
    if (isMillions(value)) return inWords.format(value).replaceAll(" ", "\u00a0");
    return size >= 1000 && size < 10000 ? whole.format(value) : threeDigits.format(value);
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

  function inFull(value, { kind, unit, said }) {
    if (!Number.isFinite(value)) return words.noFigure;
    const bound = said && value !== 0 ? `${said}\u00a0` : "";
    if (kind === "month") return bound + month(value);
    const known = bound ? Number(value.toPrecision(2)) : value; // of what is bounded the third digit is not known
    const shown = kind === "share" ? known * 100 : known;
    return bound + withUnit(number(shown), shown, unit);
  }

  // The figures a reader sets: typed with a decimal comma or point, whatever language the browser speaks --------------

  const MARK = written().format(0.5)[1];
  const [NUMBER, IN_DOUBT] = [typed.number, typed.inDoubt].map((pattern) => new RegExp(`^(?:${pattern})$`));

  function read(text) {
    if (!NUMBER.test(text) || (MARK !== "," && IN_DOUBT.test(text))) return NaN;
    return Number(text.replace(/\s/g, "").replace(",", "."));
  }

  const shown = (value) => String(value).replace(".", MARK);

  const controls = Object.entries(inputs).map(([name, input]) => {
    const row = panel.querySelector(`[data-control="${name}"]`);
    const [range, field] = row.querySelectorAll("input");
    const [least, most, edition] = [range.min, range.max, range.defaultValue].map(Number);
    return { ...input, name, row, range, field, least, most, edition, place: row.querySelector("[aria-live]") };
  });

  function set(control, value, { note = "", typing = false } = {}) {
    control.value = value;
    control.note = note;
    control.range.value = control.value;
    control.range.setAttribute("aria-valuetext", withUnit(asSet.format(control.value), control.value, control.unit));
    if (!typing) {
      control.field.value = shown(value);
      control.settled = value; // stands where what is typed next cannot be read
    }
    control.row.classList.toggle("changed", control.value !== control.edition);
  }

  function take(control, given, options) {
    const text = given.trim();
    const asked = read(text);
    const known = Number.isFinite(asked);
    const near = Math.min(Math.max(control.whole ? Math.round(asked) : asked, control.least), control.most);
    const value = known ? near : control.settled;
    const said = !text || value === asked ? "" : known ? words.held : words.unread;
    const note = said.replace("{text}", () => text.slice(0, 40)).replace("{value}", () => shown(value));
    set(control, value, { ...options, note });
  }

  function tellNotes() {
    for (const { place, note } of controls) if (place.textContent !== note) place.textContent = note;
  }

  // What follows -------------------------------------------------------------------------------------------------

  const results = Object.entries(outcomes).map(([name, outcome]) => {
    const row = panel.querySelector(`[data-outcome="${name}"]`);
    return { ...outcome, name, row, place: row.querySelector("data"), label: row.querySelector("th").textContent };
  });

  function work() {
    const values = { ...constants };
    for (const control of controls) for (const name of control.feeds) values[name] = control.value;
    const found = model(values);
    for (const result of results) {
      result.text = inFull(found[result.name], result);
      result.place.value = Number.isFinite(found[result.name]) ? found[result.name] : "";
      result.place.textContent = result.text;
      result.row.classList.toggle("changed", result.text !== (result.edition ?? result.text));
    }
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
      if (Number.isFinite(read(text)) || IN_DOUBT.test(text)) take(control, text); // a page repeats no other words
    }
    return true;
  }

  function link() {
    for (const place of panel.querySelectorAll("[data-address]")) place.href = place.dataset.address + address();
  }

  // Telling, once a reader pauses ----------------------------------------------------------------------------------

  const status = panel.querySelector("[role=status]");
  let told = [];
  let waiting;

  function settle() {
    clearTimeout(waiting);
    tellNotes();
    const place = results.findIndex((result, at) => result.text !== told[at]);
    if (place >= 0) {
      const { label, text, edition } = results[place];
      status.textContent = words.changed
        .replace("{outcome}", () => label)
        .replace("{value}", () => text)
        .replace("{edition}", () => edition);
    }
    told = results.map((result) => result.text);
    if (address() !== PREFIX) history.replaceState(null, "", address());
    else if (location.hash.startsWith(PREFIX)) history.replaceState(null, "", location.href.split("#")[0]);
  }

  function show() {
    work();
    link();
    clearTimeout(waiting);
    waiting = setTimeout(settle, QUIET);
  }

  // Events ---------------------------------------------------------------------------------------------------------

  for (const control of controls) {
    control.range.addEventListener("input", () => {
      set(control, control.range.valueAsNumber);
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
  }

  panel.querySelector("[data-reset]").addEventListener("click", () => {
    for (const control of controls) set(control, control.edition);
    show();
    settle();
    status.textContent = words.reset;
  });

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

  // Start: the edition's figures first, so that what differs from them is known ---------------------------------------

  for (const control of controls) set(control, control.edition);
  work();
  for (const result of results) result.edition = result.text;
  told = results.map((result) => result.text);
  for (const part of panel.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of panel.querySelectorAll("[data-without-script]")) part.hidden = true;
  if (restore()) {
    work();
    tellNotes();
    panel.scrollIntoView();
  }
  link();
})();
