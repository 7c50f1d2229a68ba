// SPDX-License-Identifier: Apache-2.0
// Expressions by chance, always the same: a generator with a fixed seed over a grammar with types. `solid` numbers are never
// NaN: where one becomes a text, engines differ in how they write NaN, and that is decided once (decisions.mjs).
export function* expressions(count, seed = 20240301) {
  let state = seed;
  const below = n => { state = (state * 48271) % 2147483647; return state % n; };
  const one = list => list[below(list.length)];
  const number = depth => {
    if (depth <= 0) return one(['${a}', '${b}', '0', '1', '2.5', '10', '0.1', "'7'", '${rooms}', 'count(${kids})']);
    const n = () => number(depth - 1);
    return one([
      () => `${n()} + ${n()}`, () => `${n()} - ${n()}`, () => `(${n()}) * (${n()})`, () => `(${n()}) div (${n()})`,
      () => `(${n()}) mod 3`, () => `-(${n()})`, () => `floor(${n()})`, () => `ceiling(${n()})`, () => `int(${n()})`,
      () => `round(${solid(depth - 1)})`, () => `abs(${n()})`, () => `if(${truth(depth - 1)}, ${n()}, ${n()})`, () => `string-length(${text(depth - 1)})`,
      () => `count-selected(${one(['${many}', "''", "'a b'"])})`, () => `coalesce(${one(['${b}', '${a}'])}, ${n()})`, () => `number(${one(["'12'", "'1.5'", "'x'", "''", '${h}'])})`,
      () => `pow(2, ${below(6)})`, () => `count(\${kids}[${round(depth - 1)}])`, () => `sum(\${kids}[age > 0]/age)`,
      () => `max(${solid(depth - 1)}, ${solid(depth - 1)})`, () => `count-non-empty(\${age})`, () => `indexed-repeat(\${age}, \${kids}, ${1 + below(3)})`,
    ])();
  };
  const solid = depth => {
    if (depth <= 0) return one(['${a}', '0', '1', '2.5', '10', '${rooms}', 'count(${kids})', 'string-length(${h})']);
    const n = () => solid(depth - 1);
    return one([
      () => `${n()} + ${n()}`, () => `(${n()}) * (${n()})`, () => `floor(${n()})`, () => `ceiling(${n()})`, () => `int(${n()})`, () => `abs(${n()})`,
      () => `round(${n()})`, () => `max(${n()}, ${n()})`, () => `min(${n()}, ${n()})`, () => `if(${truth(depth - 1)}, ${n()}, ${n()})`,
      () => `(${n()}) mod 4`, () => `(${n()}) div 2`, () => `pow(2, ${below(6)})`, () => `count(\${kids}[${round(depth - 1)}])`,
    ])();
  };
  const round = depth => {
    if (depth <= 0) return one(['age < 18', "sex = 'f'", "sex = 'm'", "age = ''", 'age > ${a}', 'position() = 2', 'age != 4']);
    return one([() => `${round(depth - 1)} and ${round(depth - 1)}`, () => `${round(depth - 1)} or ${round(depth - 1)}`, () => `not(${round(depth - 1)})`])();
  };
  const text = depth => {
    if (depth <= 0) return one(['${h}', '${one}', "''", "'x'", "'abc'", "'12'", "' a  b '", '${district}', '${b}']);
    const t = () => text(depth - 1);
    return one([
      () => `concat(${t()}, ${t()})`, () => `substr(${t()}, ${below(3)}, ${2 + below(3)})`, () => `normalize-space(${t()})`,
      () => `translate(${t()}, 'abc', 'xy')`, () => `substring-before(${t()}, 'b')`, () => `substring-after(${t()}, 'a')`,
      () => `if(${truth(depth - 1)}, ${t()}, ${t()})`, () => `string(${solid(depth - 1)})`, () => `coalesce(${t()}, ${t()})`,
      () => `selected-at(\${many}, ${below(3)})`, () => `join('-', ${t()}, ${t()})`, () => `string(${truth(depth - 1)})`,
      () => `string(\${kids}[${round(0)}]/age)`, () => `string(instance('districts')/root/item[name = ${t()}]/region)`,
    ])();
  };
  const truth = depth => {
    if (depth <= 0) return one(["${one} = 'x'", '${a} > 3', '${a} = 5', "selected(${many}, 'p')", "selected(${many}, 'q')", 'true()', 'false()', '${b} = 1', "${h} != ''"]);
    return one([
      () => `${truth(depth - 1)} and ${truth(depth - 1)}`, () => `${truth(depth - 1)} or ${truth(depth - 1)}`, () => `not(${truth(depth - 1)})`,
      () => `(${number(depth - 1)}) ${one(['<', '<=', '>', '>=', '=', '!='])} (${number(depth - 1)})`,
      () => `(${text(depth - 1)}) ${one(['=', '!='])} (${text(depth - 1)})`, () => `contains(${text(depth - 1)}, ${text(depth - 1)})`,
      () => `starts-with(${text(depth - 1)}, ${text(depth - 1)})`, () => `ends-with(${text(depth - 1)}, ${text(depth - 1)})`,
      () => `selected(concat('x ', ${text(depth - 1)}), 'x')`, () => `regex(${text(depth - 1)}, '^[a-c]+$')`, () => `boolean(${truth(depth - 1)})`,
      () => `\${when} ${one(['<', '>', '<=', '='])} ${one(["'2024-02-29'", "date('2024-03-05')"])}`,
      () => `checklist(1, 2, ${truth(depth - 1)}, ${truth(depth - 1)}, ${truth(depth - 1)})`,
    ])();
  };
  for (let i = 0; i < count; ++i) yield [number, text, truth][i % 3](1 + below(3));
}
