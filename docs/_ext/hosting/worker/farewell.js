// Takes the place of the worker that kept pages, removes them and then itself.
const STORE = `kept for ${new URL(self.registration.scope).pathname}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const removed = caches.delete(STORE).catch(() => {});
  event.waitUntil(removed.then(() => self.registration.unregister()));
});
