// A made-up country with the phenomena of the real lists.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOT, batches, bureauName, convert, schools, summary, toCsv } from '../../../deploy/lib/divisions.mjs';

const city = (code, name) => ({ code, name, provinceCode: code.slice(0, 2) });
const area = (code, name) => ({ code, name, cityCode: code.slice(0, 4), provinceCode: code.slice(0, 2) });
const street = (code, name) => ({
  code, name, areaCode: code.slice(0, 6), cityCode: code.slice(0, 4), provinceCode: code.slice(0, 2) });

function lists() {
  return {
    provinces: [{ code: '11', name: '甲市' }, { code: '33', name: '乙省' }, { code: '44', name: '丙省' }, { code: '46', name: '丁省' }],
    cities: [city('1101', '市辖区'), city('3301', '东海市'), city('4419', '南港市'), city('4690', '省直辖县级行政区划'),
      city('6290', '自治区直辖县级行政区划'), city('5002', '县')],
    areas: [area('110101', '内城区'), area('330102', '上湖区'), area('330171', '东海经济开发区'), area('330181', '临海市'),
      area('441900', '南港市'), area('469001', '山城市'), area('232761', '林区'), area('460321', '远岛')],
    streets: [street('110101001', '一街道'), street('330102001', '湖街道'), street('330171400', '开发区一区'), street('441900003', '西街道'),
      street('469001100', '山镇'), street('460321001', '岛镇')],
  };
}
const byCode = (rows) => new Map(rows.map((row) => [row.code, row]));

test('bureaus are called as they are', () => {
  assert.equal(bureauName('北京市', 'PROVINCE'), '北京市教育委员会');
  assert.equal(bureauName('浙江省', 'PROVINCE'), '浙江省教育厅');
  assert.equal(bureauName('新疆维吾尔自治区', 'PROVINCE'), '新疆维吾尔自治区教育厅');
  assert.equal(bureauName('杭州市', 'CITY'), '杭州市教育局');
  assert.equal(bureauName('西湖区', 'COUNTY'), '西湖区教育局');
});

test('divisions become bureaus with their own name as alias, parents first', () => {
  const { rows } = convert(lists());
  assert.deepEqual(byCode(rows).get('330102'),
    { code: '330102', name: '上湖区教育局', level: 'COUNTY', kind: 'BUREAU', parent: '330100', from: '', aliases: '上湖区' });
  const seen = new Set(['']);
  for (const row of rows) {
    assert.ok(seen.has(row.parent), `${row.code} stands before ${row.parent}`);
    seen.add(row.code);
  }
  assert.deepEqual(summary(rows), { PROVINCE: 4, CITY: 2, COUNTY: 4, ZONE: 1 });
});

test('zones keep their name', () => {
  assert.deepEqual(byCode(convert(lists()).rows).get('330171'),
    { code: '330171', name: '东海经济开发区', level: 'COUNTY', kind: 'ZONE', parent: '330100', from: '', aliases: '' });
});

test('what has no city stands under the province', () => {
  const rows = byCode(convert(lists()).rows);
  assert.equal(rows.get('110101').parent, '110000');
  assert.equal(rows.get('469001').parent, '460000');
});

test('rows that are no organizations are skipped with a reason', () => {
  const { rows, skipped } = convert(lists());
  assert.deepEqual(skipped.map(({ code }) => code), ['1101', '4690', '6290', '5002', '441900', '232761', '460321']);
  for (const { reason } of skipped) assert.ok(reason.length > 0);
  assert.equal(rows.filter(({ code }) => code === '441900').length, 1);
  assert.equal(byCode(rows).get('441900').level, 'CITY');
});

test('townships stand under county, zone, or the city whose county was skipped; others are reported', () => {
  const { rows, skipped } = convert(lists(), { townships: true });
  const found = byCode(rows);
  assert.equal(found.get('330102001').parent, '330102');
  assert.equal(found.get('330171400').parent, '330171');
  assert.equal(found.get('441900003').parent, '441900');
  assert.deepEqual(found.get('469001100'),
    { code: '469001100', name: '山镇', level: 'TOWNSHIP', kind: 'OTHER', parent: '469001', from: '', aliases: '' });
  assert.ok(!found.has('460321001'));
  assert.match(skipped.find(({ code }) => code === '460321001').reason, /460321/);
});

test('a root stands above the provinces if wanted', () => {
  const { rows } = convert(lists(), { root: true, from: '2023-06-30' });
  assert.equal(rows[0].level, 'NATION');
  assert.equal(rows[1].parent, ROOT.code);
  assert.ok(rows.every(({ from }) => from === '2023-06-30'));
});

test('schools fill up to a number, with codes of their own, and more only adds', () => {
  const some = convert(lists(), { schoolsTo: 100 }).rows;
  const more = convert(lists(), { schoolsTo: 300 }).rows;
  assert.equal(some.length, 100);
  assert.equal(more.length, 300);
  assert.deepEqual(more.slice(0, 100), some);
  assert.equal(new Set(more.map(({ code }) => code)).size, 300);
  const made = more.filter(({ level }) => level === 'SCHOOL');
  for (const school of made) {
    assert.match(school.code, /^(21|11|31)\d{8}$/);
    assert.equal(school.code.slice(2, 4), school.parent.slice(0, 2));
  }
  const { name } = made.find(({ parent }) => parent === '330102');
  assert.equal(name, '上湖区第1小学');
  assert.equal(new Set(made.map((school) => school.parent + school.name)).size, made.length);
});

test('schools spread in proportion', () => {
  const places = ['330102', '330102', '330102', '330181'];
  const parents = [...schools(places, new Map([['330102', '上湖区'], ['330181', '临海市']]), 400)].map(({ parent }) => parent);
  assert.equal(parents.filter((parent) => parent === '330102').length, 300);
});

test('broken lists are refused', () => {
  assert.throws(() => convert({ ...lists(), cities: [] }), /cities is missing or empty/);
  assert.throws(() => convert({ ...lists(), areas: [{ code: 'x' }] }), /entry 0 of areas/);
  assert.throws(() => convert({ ...lists(), streets: undefined }, { townships: true }), /streets is missing/);
});

test('CSV quotes what needs it', () => {
  const row = { code: '1', name: 'a, "b"', level: 'CITY', kind: 'BUREAU', parent: '', from: '', aliases: 'x;y' };
  assert.equal(toCsv([row]), 'code,name,level,kind,parent,from,aliases\n1,"a, ""b""",CITY,BUREAU,,,x;y\n');
});

test('batches hold every row once; complete ones their ancestors too', () => {
  const { rows } = convert(lists(), { townships: true });
  const plain = batches(rows, 4);
  assert.deepEqual(plain.flatMap((piece) => piece.rows), rows);
  for (const { first, count, rows: piece } of batches(rows, 4, true)) {
    const codes = new Set(['', ...piece.map(({ code }) => code)]);
    assert.deepEqual(piece.slice(piece.length - count), rows.slice(first, first + count));
    assert.ok(piece.filter(({ code }) => byCode(rows).has(code)).every(({ parent }) => codes.has(parent) || !byCode(rows).has(parent)));
    assert.equal(codes.size, piece.length + 1);
  }
});
