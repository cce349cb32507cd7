// Draws. Text from outside becomes text nodes, so that a job or a cloud cannot put markup into this page.

const GROUPS = [
  ['busy', ['busy']],
  ['idle', ['idle']],
  ['starting', ['requested', 'building', 'joining']],
  ['leaving', ['draining', 'deleting', 'gone']],
  ['ailing', ['fenced', 'stopped', 'unseen', 'failed']],
];
const ORDER = GROUPS.flatMap(([, activities]) => activities);
const CARDS_MAX = 240;
const ROWS_MAX = 60;

function make(tag, kind, ...parts) {
  const element = document.createElement(tag);
  if (kind) {
    element.className = kind;
  }
  element.append(...parts.filter(part => part !== null && part !== undefined && part !== '').map(part =>
    part instanceof Node ? part : document.createTextNode(String(part))));
  return element;
}

/** 40 s, 12 min, 3 h 5 min, 2 d 4 h */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) return `${s} s`;
  if (s < 7200) return `${Math.floor(s / 60)} min`;
  if (s < 172800) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

const clock = instant => instant.slice(11, 19);

function figures(place, entries) {
  place.replaceChildren(...entries.map(([kind, count, words]) =>
    make('div', 'figure ' + kind, make('b', '', count), make('span', '', kind ? make('i', 'dot ' + kind) : '', words))));
}

function bar(place, entries) {
  const all = entries.reduce((sum, [, count]) => sum + count, 0) || 1;
  place.replaceChildren(...entries.filter(([, count]) => count > 0).map(([kind, count]) => {
    const part = make('i', kind);
    part.style.width = `${100 * count / all}%`;
    part.title = `${count} ${kind}`;
    return part;
  }));
}

export function jobs(place, barPlace, counts) {
  const entries = [['running', counts.running], ['waiting', counts.waiting]];
  if (counts.finished !== undefined) {
    entries.unshift(['finished', counts.finished]);
  }
  figures(place, entries.map(([kind, count]) => [kind, count, kind]));
  bar(barPlace, entries);
}

export function crew(place, barPlace, workersNow) {
  const entries = GROUPS.map(([group, activities]) =>
    [group, activities.reduce((sum, activity) => sum + (workersNow.activities[activity] ?? 0), 0)]);
  figures(place, [['', workersNow.total, 'in all'],
    ...entries.filter(([, count]) => count > 0).map(([group, count]) => [group, count, group])]);
  bar(barPlace, entries);
}

export function alerts(place, status) {
  const found = [];
  if (status.notReady) found.push(['Standing still', status.notReady]);
  if (status.frozen) found.push(['Frozen', status.frozen]);
  for (const words of status.turn?.violations ?? []) found.push(['Plan refused', words]);
  for (const spot of status.blindSpots ?? []) {
    found.push([`Blind: ${spot.source}, since ${clock(spot.since)}`, spot.words]);
  }
  for (const alert of status.alerts ?? []) {
    found.push([`Look at ${alert.subject}`, `${alert.words}${alert.detail ? ': ' + alert.detail : ''}${alert.remedy ? ' → ' + alert.remedy : ''}`]);
  }
  if (status.joins?.blind) {
    found.push(['Blind: requests of workers that join', status.joins.blind]);
  }
  if (status.joins?.full) {
    found.push(['Nobody can join', 'too many requests for tokens wait at the collector']);
  }
  for (const request of (status.joins?.lastRefused ?? []).filter(request => request.ageSeconds < 3600).slice(0, 3)) {
    found.push([`Not let in, ${span(request.ageSeconds)} ago`, request.words]);
  }
  place.replaceChildren(...found.map(([head, words]) => make('p', 'alert', make('b', '', head), ' ', words)));
}

function cause(unmet) {
  return make('div', 'cause',
    unmet.count + ' × ', make('b', '', unmet.words), unmet.detail ? ': ' + unmet.detail : '',
    unmet.remedy ? make('div', 'remedy', '→ ' + unmet.remedy) : '');
}

function demand(row) {
  const causes = row.unmet.map(cause);
  if (row.ordered) causes.unshift(make('div', 'cause', `${row.ordered} asked for in this turn`));
  if (row.starting) causes.unshift(make('div', 'cause', make('i', 'dot starting'), `${row.starting} starting`));
  const shape = row.shape;
  return make('tr', '',
    make('td', 'number', row.count),
    make('td', 'short', row.owner),
    make('td', '', row.vmType ?? '', make('div', 'remedy',
      `${shape.cpus} CPU, ${shape.memoryMiB} MiB, ${shape.diskGiB} GiB${shape.gpus ? `, ${shape.gpus} GPU` : ''}`)),
    make('td', 'short', span(row.sinceSeconds)),
    make('td', '', ...causes));
}

export function demands(place, answer) {
  const rows = [...answer.demands].sort((a, b) => b.count - a.count);
  const others = Object.entries(answer.others);
  if (rows.length === 0 && others.length === 0) {
    place.replaceChildren(make('div', 'dim', 'nothing waits'));
    return;
  }
  const head = make('tr', '', ...['jobs', 'of', 'for', 'waiting', 'why'].map(title => make('th', '', title)));
  const more = rows.length > ROWS_MAX ? make('div', 'dim', `and ${rows.length - ROWS_MAX} more kinds`) : '';
  const rest = others.length ? make('div', 'dim',
    'jobs of others: ' + others.map(([why, count]) => `${count} ${why}`).join(', ')) : '';
  place.replaceChildren(make('table', '', make('thead', '', head),
    make('tbody', '', ...rows.slice(0, ROWS_MAX).map(demand))), ...[more, rest].filter(part => part));
}

function until(worker, now) {
  if (worker.idleUntil) {
    const left = (Date.parse(worker.idleUntil) - now) / 1000;
    return left > 0 ? `may be idle until ${clock(worker.idleUntil)} (${span(left)})` : 'idle past its keep-alive';
  }
  return worker.words ?? '';
}

function card(worker, now) {
  const jobsHere = worker.jobs ? `${worker.jobs} ${worker.jobs === 1 ? 'job' : 'jobs'}` : '';
  const age = worker.sinceSeconds !== undefined ? span(worker.sinceSeconds) : jobsHere;
  return make('div', 'card ' + (ORDER.includes(worker.activity) ? worker.activity : 'ailing'),
    make('div', 'top', make('span', 'state', worker.activity), make('span', '', age)),
    make('div', 'id', worker.name),
    make('div', 'more', `${worker.flavor} on ${worker.cloud} for ${worker.owner}`),
    make('div', 'more', `up ${span(worker.ageSeconds)}`, worker.retiringAt ? ', to be emptied' : ''),
    make('div', 'more', until(worker, now)));
}

export function workers(place, answer) {
  const now = Date.parse(answer.now);
  const rows = [...answer.workers].sort((a, b) =>
    ORDER.indexOf(a.activity) - ORDER.indexOf(b.activity) || a.id.localeCompare(b.id));
  const cards = rows.slice(0, CARDS_MAX).map(worker => card(worker, now));
  const others = Object.entries(answer.others).map(([activity, count]) => `${count} ${activity}`);
  if (rows.length > CARDS_MAX) cards.push(make('div', 'dim', `and ${rows.length - CARDS_MAX} more`));
  if (others.length) cards.push(make('div', 'dim', 'of others: ' + others.join(', ')));
  if (cards.length === 0) cards.push(make('div', 'dim', 'none'));
  place.replaceChildren(...cards);
}

function quota(words, amount, unit) {
  const fill = make('i', amount.max && amount.used >= .95 * amount.max ? 'ailing' : 'starting');
  fill.style.width = amount.max ? `${Math.min(100, 100 * amount.used / amount.max)}%` : '0';
  return make('div', 'quota', make('span', '', words), make('div', 'bar', fill),
    make('span', 'amount', `${unit(amount.used)} of ${amount.max === undefined ? 'no limit' : unit(amount.max)}`));
}

function waits(breaker) {
  const what = [breaker.image, breaker.flavor].filter(Boolean).join(', ');
  const then = breaker.state === 'open' ? `waits until ${clock(breaker.until)}` : 'is tried once';
  return make('div', 'remedy', `${what ? what + ': ' : ''}${breaker.kindWords}; ${then}`,
    breaker.words ? `: ${breaker.words}` : '');
}

export function clouds(place, list, breakers) {
  place.replaceChildren(...list.map(cloud => make('div', 'cloud',
    make('div', '', make('span', 'name', cloud.name), ` ${cloud.workers} ${cloud.workers === 1 ? 'worker' : 'workers'}`,
      cloud.enabled ? '' : make('span', 'bad', ' switched off')),
    quota('servers', cloud.quota.instances, n => n),
    quota('cores', cloud.quota.cores, n => n),
    quota('memory', cloud.quota.ramMiB, n => `${Math.round(n / 1024)} GiB`),
    ...breakers.filter(breaker => breaker.cloud === cloud.name).map(waits))));
}

export function actions(place, list) {
  place.replaceChildren(...list.map(action => make('li', '',
    make('span', 'dim', clock(action.at) + ' '),
    make('b', '', action.action), action.count > 1 ? ` ${action.count}` : '', ' ', action.workers.join(', '),
    action.where ? ` (${action.where})` : '', `: ${action.causeWords}`, action.detail ? `: ${action.detail}` : '',
    action.autopsy ? make('div', 'remedy', `did not join: ${action.autopsyWords} → ${action.autopsyRemedy}`) : '',
    action.result === 'done' ? '' : make('div', '', make('span', 'bad', action.result + ' '), action.words ?? ''))),
  ...(list.length ? [] : [make('li', 'dim', 'nothing yet')]));
}

function path(kind, area, d) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  element.setAttribute('class', area ? kind + ' area' : kind);
  element.setAttribute('d', d);
  return element;
}

export function timeline(place, legend, points) {
  const [width, height] = [1000, 150];
  const first = points[0].at;
  const length = Math.max(1, points[points.length - 1].at - first);
  const series = ['waiting', 'running', 'workers'];
  const most = Math.max(4, ...points.flatMap(point => series.map(kind => point[kind])));
  const x = point => (width * (point.at - first) / length).toFixed(1);
  const y = value => (height - 4 - (height - 12) * value / most).toFixed(1);
  place.replaceChildren(...series.flatMap(kind => {
    // steps: a count stays until the next look
    const line = points.map((point, i) => (i ? `H${x(point)}V` : `M${x(point)},`) + y(point[kind])).join('');
    return kind === 'workers' ? [path(kind, false, line)]
      : [path(kind, true, `${line}V${y(0)}H0Z`), path(kind, false, line)];
  }));
  const last = points[points.length - 1];
  legend.replaceChildren(
    ...[['waiting', 'jobs waiting'], ['running', 'jobs running'], ['workers', 'workers']].map(([kind, words]) =>
      make('span', '', make('i', 'dot ' + kind), `${words} ${last[kind]}`)),
    make('span', '', `${span(length / 1000)} shown; top of the picture: ${most}`));
}
