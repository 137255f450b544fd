// The worker: Pyodide, the course's packages, and the session that runs cells.
import { arrives, inTime, lastProblem, orFail } from "./network.js";
import init from "./session/__init__.py";
import asking from "./session/asking.py";
import cells from "./session/cells.py";
import commands from "./session/commands.py";
import errors from "./session/errors.py";
import graphs from "./session/graphs.py";
import needs from "./session/needs.py";
import outlet from "./session/outlet.py";
import shown from "./session/shown.py";
import standin from "./session/standin.py";
import stars from "./session/stars.py";
import workbook from "./session/workbook.py";

const SESSION = {
  __init__: init, asking, cells, commands, errors, graphs, needs, outlet, shown, standin,
  stars, workbook,
};
const COURSE = "/course"; // where the archives are unpacked
const SIZES = { matplotlib: "13 MB", numpy: "2.9 MB" }; // with what they need
// The look of the course, which matplotlib reads when a cell imports it.
const SETTINGS = "/live/matplotlibrc";
const WRITE_LOOK = `
from minitorch.plot.charts.look import settings_file
with open("${SETTINGS}", "w", encoding="utf-8") as file:
    file.write(settings_file())
`;
const RETRY = 60_000; // milliseconds before a package is asked for again unasked

let config;
let python;
let session;
const unpacked = new Set(); // extras that are importable
const missing = new Map(); // package -> when it could not be had

const post = (type, data = {}) => self.postMessage({ type, ...data });
const stage = (words) => post("stage", { words });

const fetched = async (address) => (await self.fetch(address)).arrayBuffer();

const unpack = (archive) =>
  python.unpackArchive(archive, "tar.bz2", { extractDir: COURSE });

const writeSession = () => {
  python.FS.mkdirTree("/live/session");
  for (const [name, text] of Object.entries(SESSION)) {
    python.FS.writeFile(`/live/session/${name}.py`, text);
  }
};

const load = async (name) => arrives(import(`${config.runtime}${name}`));

// Its files are named so that every host knows that they are scripts.
const boot = async () => {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    [load("pyodide.js"), load("pyodide.asm.js")],
  );
  return loadPyodide({
    indexURL: config.runtime,
    lockFileURL: config.lock,
    packageBaseUrl: config.packages,
    createPyodideModule,
    enableRunUntilComplete: false, // asyncio.run() is refused, as in a notebook
    env: { HOME: "/home/pyodide", MATPLOTLIBRC: SETTINGS, MPLBACKEND: "agg" },
  });
};

const start = async (given, interrupt) => {
  config = given;
  stage("starting Python (6 MB, once)");
  const archives = Promise.all(Object.values(config.archives).map(fetched));
  archives.catch(() => {}); // told below
  python = await orFail(boot());
  python.FS.mkdirTree(COURSE);
  (await orFail(archives)).forEach(unpack);
  writeSession();
  python.runPython(`import sys; sys.path[:0] = ["${COURSE}", "/live"]`);
  session = python.pyimport("session");
  begin();
  if (interrupt) python.setInterruptBuffer(interrupt);
  post("ready");
};

// A namespace in which nothing has run.
const begin = () => {
  session.current?.close();
  const emit = (kind, name, text) => post("item", { kind, name, text });
  session.current = session.Session(emit, ask);
};

// The line that the reader types.
let answer = null;
const ask = (prompt) => new Promise((resolve) => {
  answer = resolve;
  post("item", { kind: "ask", name: "", text: prompt });
});

// -- packages -------------------------------------------------------------------
const imported = (source) => {
  const extras = python.toPy(Object.keys(config.extras));
  const names = session.needed(source, COURSE, extras, session.current.stars.later);
  const list = names.toJs();
  extras.destroy();
  names.destroy();
  return list;
};

const packageOf = (name) => Object.values(python.lockfile.packages)
  .find(({ imports }) => imports.includes(name))?.name;

// Makes importable what a cell imports; returns the packages that could not be had, and
// the host that was asked for them.
const prepare = async (source, quiet) => {
  const names = imported(source);
  const absent = await unpackExtras(names.filter((name) => name in config.extras));
  if (absent.length) return { packages: absent, host: location.host, reason: lastProblem() };
  const { host } = new URL(config.packages);
  const others = names.filter((name) => !(name in config.extras));
  const wanted = [...new Set(others.map(packageOf))]
    .filter((name) => name && !(name in python.loadedPackages));
  const lately = (name) => performance.now() - (missing.get(name) ?? -RETRY) < RETRY;
  if (quiet && wanted.some(lately)) return { packages: wanted.filter(lately), host };
  if (wanted.length) await fetchPackages(wanted, host);
  const left = wanted.filter((name) => !(name in python.loadedPackages));
  return { packages: left, host, reason: lastProblem() };
};

// Returns the names of those that could not be had.
const unpackExtras = async (names) => {
  const wanted = names.filter((name) => !unpacked.has(name));
  return (await Promise.all(wanted.map(unpackExtra))).filter(Boolean);
};

const unpackExtra = async (name) => {
  try {
    unpack(await inTime(fetched(config.extras[name])));
    unpacked.add(name);
    return null;
  } catch {
    return name;
  }
};

const writeLook = () => {
  try {
    python.runPython(WRITE_LOOK);
  } catch (problem) {
    // A reader's own version of the engine may be one that cannot be imported.
    if (!(problem instanceof python.ffi.PythonError)) throw problem;
  }
};

const fetchPackages = async (names, host) => {
  const size = SIZES[Object.keys(SIZES).find((name) => names.includes(name))];
  stage(`loading ${names.join(", ")} from ${host} (${size ? `${size}, ` : ""}once)`);
  const silent = { messageCallback: () => {}, errorCallback: () => {} };
  await inTime(python.loadPackage(names, silent)).catch(() => {});
  if ("matplotlib" in python.loadedPackages) writeLook();
  for (const name of names) missing.set(name, performance.now());
};

// -- cells ----------------------------------------------------------------------
const run = async ({ number, source, quiet }) => {
  const absent = await prepare(source, quiet);
  if (absent.packages.length) {
    post("ended", { how: "missing", ...absent });
    return;
  }
  stage("running");
  const began = performance.now();
  const error = await session.current.run(number, source, quiet);
  const seconds = (performance.now() - began) / 1000;
  post("ended", { how: error ? "error" : "done", error, seconds });
};

// -- the workbook ------------------------------------------------------------------
// Asks session/workbook.py; `fresh` where nothing that ran before counts afterwards.
const call = async ({ name, given, needs, fresh }) => {
  if (needs.some((extra) => !unpacked.has(extra))) stage("loading the checks (once)");
  const absent = await unpackExtras(needs);
  if (absent.length) {
    const reason = lastProblem();
    post("ended", { how: "missing", packages: absent, host: location.host, reason });
    return;
  }
  if (fresh) begin();
  stage("running");
  const { workbook } = session;
  try {
    post("ended", { how: "done", value: JSON.parse(workbook.call(name, JSON.stringify(given))) });
  } catch (problem) {
    if (!(problem instanceof python.ffi.PythonError)) throw problem;
    const [reason] = problem.message.trim().split("\n").slice(-1);
    post("ended", { how: "error", error: problem.type, reason });
  }
};

// Messages are dealt with one after the other: a run waits for the start. An answer is
// for the run that is going on.
const ACTS = { start: (data) => start(data.config, data.interrupt), run, call };
const act = ({ type, ...data }) => ACTS[type](data);
let before = Promise.resolve();
const end = (problem) => {
  const reason = String(problem?.message ?? problem);
  post("lost", { how: session ? "crashed" : "unavailable", reason });
};
// A cell runs in steps: when Python ends in one of them, nobody else would be told.
self.addEventListener("unhandledrejection", ({ reason }) => {
  if (session && !(reason instanceof python.ffi.PythonError)) end(reason);
});
post("here");
self.onmessage = ({ data }) => {
  if (data.type === "answer") {
    answer?.(data.text);
    return;
  }
  before = before.then(() => act(data)).catch(end);
};
