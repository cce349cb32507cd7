// Polls the service once a second and shows what it says. Everything that came from outside goes through view.js, which
// knows text only, never markup.
import { alerts, actions, clouds, crew, demands, jobs, timeline, workers } from './view.js';

const POINTS_KEPT = 900;
const EVERY_MS = 1000;

const at = id => document.getElementById(id);
const points = [];
let busy = false;

async function ask(path) {
  const token = sessionStorage.getItem('token');
  const answer = await fetch('/api/v1/' + path, token ? { headers: { Authorization: 'Bearer ' + token } } : {});
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(json.error);
  }
  return json;
}

function remember(status) {
  const point = {
    at: Date.parse(status.now),
    waiting: status.jobs.waiting,
    running: status.jobs.running,
    workers: status.workers.total,
  };
  const last = points[points.length - 1];
  if (last && point.at <= last.at) {
    return;
  }
  points.push(point);
  if (points.length > POINTS_KEPT) {
    // every other point of the older half: the picture keeps its length and loses detail where it is oldest
    const half = POINTS_KEPT / 2;
    points.splice(0, half, ...points.slice(0, half).filter((p, i) => i % 2 === 0));
  }
}

function show(status, crewNow, waits) {
  document.title = `Updraft ${status.pool}: ${status.jobs.waiting} waiting, ${status.workers.total} workers`;
  at('pool').textContent = status.pool;
  at('mode').hidden = !status.dryRun;
  at('login').hidden = status.you.role === 'reader';
  at('turn').textContent = `turn ${status.turn.number}, ${status.turn.ageSeconds} s ago, took ${status.turn.tookSeconds} s`;
  jobs(at('jobs'), at('jobbar'), status.jobs);
  crew(at('crew'), at('crewbar'), status.workers);
  timeline(at('timeline'), at('legend'), points);
  demands(at('demands'), waits);
  workers(at('workers'), crewNow);
  clouds(at('clouds'), status.clouds, status.breakers ?? []);
  actions(at('actions'), status.lastActions);
}

async function poll() {
  if (busy || document.hidden) {
    return;
  }
  busy = true;
  try {
    const status = await ask('status');
    if (status.turn) {
      const [crewNow, waits] = await Promise.all([ask('workers'), ask('demands')]);
      remember(status);
      show(status, crewNow, waits);
    }
    alerts(at('alerts'), status);
  } catch (failure) {
    alerts(at('alerts'), { notReady: 'no answer from the service: ' + failure.message });
  } finally {
    busy = false;
  }
}

at('token').value = sessionStorage.getItem('token') ?? '';
at('login').addEventListener('submit', event => event.preventDefault());
at('token').addEventListener('change', event => {
  sessionStorage.setItem('token', event.target.value.trim());
  poll();
});
document.addEventListener('visibilitychange', poll);
setInterval(poll, EVERY_MS);
poll();
