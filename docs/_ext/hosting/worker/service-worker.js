// Keeps what a reader has visited, so that it opens without a network.
//
// Whenever there is a network, it is asked first: a page is never older than the site.
// What was kept is used when nothing answers, or not in time. Only a file that has its
// content's hash in its name is taken from what was kept at once.
//
// The build writes into this file the name of every file of the site and a hash of its
// bytes. So a new build brings a new worker; it removes what is not of that build.
const FILES = new Map([]);

const SITE = self.registration.scope; // ends with a slash
const STORE = `kept for ${new URL(SITE).pathname}`;
const SECOND = 1000;
const WEEK = 7 * 24 * 3600 * SECOND;

// Names that change with their content, as those of _images and _static/live do.
const HASHED = /(^|[-./])[0-9a-f]{12,}(\.\w+)+$|^_static\/live\/[^/]+-\w{8,}(\.\w+)+$/;
// Addresses that change with their file, as Sphinx and its themes write them.
const CHECKSUM = /[?&](v|digest)=/;

// -- names ----------------------------------------------------------------------
// A file has one name, however it is addressed: ?print-pdf, ?v=, folder/, page without
// its ending, which some hosts leave out.
function nameOf(address) {
  const { pathname } = new URL(address);
  const path = pathname.slice(new URL(SITE).pathname.length);
  let name = path;
  try { name = decodeURIComponent(path); } catch { /* no file of ours */ }
  const forms = [name, `${name}index.html`, `${name}.html`];
  return forms.find((form) => FILES.has(form)) ?? name;
}

const key = (name) => SITE + encodeURIComponent(name);
const nameOfKey = (request) => decodeURIComponent(request.url.slice(SITE.length));

// -- what is kept ---------------------------------------------------------------
async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").slice(0, 16);
}

// Where storage is full or not allowed, nothing is kept and the site goes on.
const find = (name) => caches.open(STORE)
  .then((store) => store.match(key(name)))
  .catch(() => undefined);

// A whole and good answer of this host is kept, with what `tidy` must know of it.
async function keep(name, response) {
  if (response.status !== 200 || response.type !== "basic" || response.redirected) return;
  try {
    const bytes = await response.arrayBuffer();
    const headers = new Headers(response.headers);
    // These spoke of how it was sent.
    ["content-encoding", "content-length", "vary"].forEach((one) => headers.delete(one));
    headers.set("x-hash", await hash(bytes));
    headers.set("x-kept", String(Date.now()));
    const store = await caches.open(STORE);
    await store.put(key(name), new Response(bytes, { headers }));
  } catch { /* as above, or the connection broke */ }
}

// An open lecture may ask once more for a file with a hash in its name, to start Python
// again, say. A new build's host has it no longer, so it stays for a week.
async function isOfThisBuild(name, response) {
  if (FILES.get(name) === response.headers.get("x-hash")) return true;
  return HASHED.test(name) && Date.now() - response.headers.get("x-kept") < WEEK;
}

async function tidy() {
  const store = await caches.open(STORE);
  await Promise.all((await store.keys()).map(async (request) => {
    const response = await store.match(request);
    const stays = response && await isOfThisBuild(nameOfKey(request), response);
    if (!stays) await store.delete(request);
  }));
}

// -- answers --------------------------------------------------------------------
// The browser's own cache may hold what an address had before the last build, so the
// host is asked whether it is still so; a checksum in the address makes that needless.
function ask(request, name) {
  const sure = HASHED.test(name) || CHECKSUM.test(request.url);
  return fetch(request, sure ? {} : { cache: "no-cache" });
}

// A connection that does not answer shows nobody a white page: what was kept comes after
// four seconds, and what the page then asks for comes sooner.
let lastWait = -Infinity;
const patience = () => (performance.now() - lastWait < 20 * SECOND ? 0.5 : 4) * SECOND;

async function inTime(network, kept) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, patience()); })
    .then(() => { lastWait = performance.now(); return kept; });
  try {
    const response = await Promise.race([network, late]);
    return response.status >= 500 ? kept : response;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(event) {
  const name = nameOf(event.request.url);
  const kept = await find(name);
  if (kept && HASHED.test(name)) return kept;
  const network = ask(event.request, name);
  const keeping = network.then((response) => keep(name, response.clone()));
  event.waitUntil(keeping.catch(() => {}));
  if (kept) return inTime(network, kept);
  return network.catch(() => missing(event.request));
}

// -- what is neither here nor to be had -----------------------------------------
function missing(request) {
  // As from a server that is down; an error instead would stop the search, which looks
  // into each page that it found.
  if (request.mode !== "navigate") return new Response("", { status: 503 });
  const folder = `${nameOf(request.url)}/index.html`;
  if (FILES.has(folder)) return Response.redirect(`${request.url.split(/[?#]/)[0]}/`);
  return notice();
}

// A page that is kept, as a line of the notice.
async function line(request) {
  const name = nameOfKey(request);
  const text = await (await caches.match(request, { cacheName: STORE })).text();
  const title = text.match(/<title>([^<]*)<\/title>/)?.[1] || name;
  const address = SITE + name.split("/").map(encodeURIComponent).join("/");
  return `<li><a href="${address}">${title.trim().replace(/ (&#8212;|-) .*?$/, "")}</a></li>`;
}

async function keptPages() {
  const store = await caches.open(STORE);
  const isPage = (request) => nameOfKey(request).endsWith(".html");
  return Promise.all((await store.keys()).filter(isPage).map(line));
}

async function notice() {
  const lines = await keptPages().catch(() => []);
  const list = lines.length ? `<p>These were:</p>\n<ul>\n${lines.sort().join("\n")}\n</ul>` : "";
  const text = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No connection</title>
<style>
  :root { color-scheme: light dark; font: 1.1rem/1.6 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
</style>
</head>
<body>
<main>
<h1>No connection</h1>
<p>This page cannot be reached, and it was not opened before, so it was not kept.
<a href="">Try again</a>, or go to the <a href="${SITE}">front page</a>.</p>
${list}
</main>
</body>
</html>
`;
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(text, { status: 503, headers });
}

// -- events ---------------------------------------------------------------------
self.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  if (method !== "GET" || headers.has("range") || !url.startsWith(SITE)) return;
  event.respondWith(answer(event));
});

// A new worker takes over at once. No page notices: it asks the same network.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().catch(() => {}).then(() => self.clients.claim()));
});

// A page says what it loaded before there was a worker.
self.addEventListener("message", (event) => {
  const addresses = (event.data?.loaded ?? []).filter((one) => one.startsWith(SITE));
  event.waitUntil(Promise.all(addresses.map(async (address) => {
    const name = nameOf(address);
    if (!FILES.has(name) || await find(name)) return;
    const network = ask(new Request(address), name);
    await network.then((response) => keep(name, response), () => {});
  })));
});
