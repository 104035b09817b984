// Draws of inputs that have a range: evenly spread points, moved together in groups, through quantile functions.
// The points, the distributions and the correlations are those of src/analysis/uncertainty; the page is told them.
//
// drawsOf({
//   draws, bits, band,   how many, the binary digits of a point, the percentiles of a range
//   table,               {widest, step}: the normal scores that quantile functions are tabulated at
//   ranks,               rank correlation in each group
//   uncertain: {name: {kind, low, central, high, group, score or table, points}},
// }) gives
//   drawnWithout(set)    [{name, values}] of all inputs but those that are set: a set of names
//   endsOf(values)       two percentiles of draws, which are put into another order; NaN where some are no number
//   ranged(central, low, high)   the range of a value: an end that has no bound is null
"use strict";

function drawsOf({ draws: COUNT, bits, band, table: { widest, step }, ranks, uncertain }) {
  // Acklam's rational approximation of the normal quantile function: nine digits
  const CENTRE = [
    [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239],
    [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1],
  ];
  const TAIL = [
    [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783],
    [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1],
  ];
  const polynomial = (factors, x) => {
    let sum = 0;
    for (const factor of factors) sum = sum * x + factor;
    return sum;
  };
  const over = ([above, below], x) => polynomial(above, x) / polynomial(below, x);

  function probit(share) {
    const p = Math.min(Math.max(share, 1e-12), 1 - 1e-12);
    if (p < 0.02425) return over(TAIL, Math.sqrt(-2 * Math.log(p)));
    if (p > 1 - 0.02425) return -over(TAIL, Math.sqrt(-2 * Math.log(1 - p)));
    return (p - 0.5) * over(CENTRE, (p - 0.5) ** 2);
  }

  function scoresOf({ points }) {
    const found = new Float64Array(COUNT);
    let [point] = points;
    for (let draw = 0; draw < COUNT; draw++) {
      if (draw) point ^= points[32 - Math.clz32(draw & -draw)]; // the next in the order of the Gray code
      found[draw] = probit(point / 2 ** bits);
    }
    return found;
  }

  const scores = Object.fromEntries(Object.entries(uncertain).map(([name, input]) => [name, scoresOf(input)]));

  // lower triangle whose product with itself is a matrix of ones down the diagonal and one correlation elsewhere
  function triangle(size, correlation) {
    const rows = [];
    for (let row = 0; row < size; row++) {
      rows.push([]);
      for (let column = 0; column <= row; column++) {
        let rest = row === column ? 1 : correlation;
        for (let k = 0; k < column; k++) rest -= rows[row][k] * rows[column][k];
        rows[row].push(row === column ? Math.sqrt(rest) : rest / rows[column][column]);
      }
    }
    return rows;
  }

  function quantile({ kind, low, central, high, score, table }, at) {
    if (kind === "scenarios") return at < 0 ? low : high;
    if (!table) return central * Math.exp((at / score) * Math.log(at < 0 ? central / low : high / central));
    const place = Math.min(Math.max((at + widest) / step, 0), table.length - 1.000001);
    const cell = Math.floor(place);
    return table[cell] + (place - cell) * (table[cell + 1] - table[cell]);
  }

  function drawn(name, members) {
    const correlation = 2 * Math.sin((Math.PI * (ranks[uncertain[name].group] ?? 0)) / 6);
    const weights = triangle(members.length, correlation)[members.indexOf(name)];
    const values = new Float64Array(COUNT);
    weights.forEach((weight, k) => {
      const of = scores[members[k]];
      for (let draw = 0; draw < COUNT; draw++) values[draw] += weight * of[draw];
    });
    for (let draw = 0; draw < COUNT; draw++) values[draw] = quantile(uncertain[name], values[draw]);
    return values;
  }

  const kept = new Map(); // an input is drawn anew only where one of its group was set or was let go

  function drawnWithout(set) {
    const names = Object.keys(uncertain).filter((name) => !set.has(name));
    const groups = {};
    for (const name of names) (groups[uncertain[name].group] ??= []).push(name);
    return names.map((name) => {
      const { group } = uncertain[name];
      const members = group in ranks ? groups[group] : [name];
      const key = `${name}: ${members}`;
      if (!kept.has(key)) kept.set(key, drawn(name, members));
      return { name, values: kept.get(key) };
    });
  }

  // what stands at a rank once values are in order: Hoare's selection, which leaves them in no order
  function select(values, rank) {
    for (let first = 0, last = values.length - 1; first < last; ) {
      const pivot = values[rank];
      let [low, high] = [first, last];
      while (low <= high) {
        while (values[low] < pivot) low++;
        while (values[high] > pivot) high--;
        if (low <= high) {
          const one = values[low];
          values[low++] = values[high];
          values[high--] = one;
        }
      }
      if (high < rank) first = low;
      if (rank < low) last = high;
    }
    return values[rank];
  }

  function endsOf(values) {
    if (values.every((value) => value === values[0])) return [values[0], values[0]];
    if (values.some(Number.isNaN)) return [NaN, NaN];
    return band.map((share) => select(values, Math.round(share * (values.length - 1))));
  }

  // low and high as a study has them: the central value lies between, an end without a bound is none
  function ranged(central, low, high) {
    const slack = 1e-6 * Math.abs(central);
    if (Number.isNaN(low) || Number.isNaN(high)) return { central, low: null, high: null };
    if (high - low <= slack || Math.max(Math.abs(low - central), Math.abs(high - central)) <= slack) {
      return { central, low: central, high: central };
    }
    const end = (value) => (Number.isFinite(value) ? value : null);
    return { central, low: end(Math.min(low, central)), high: end(Math.max(high, central)) };
  }

  return { drawnWithout, endsOf, ranged };
}
