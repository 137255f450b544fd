// Starts the service worker, which keeps what was visited for readers without a network.
// Pages from a disk, and browsers without service workers, do without.
(() => {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !location.protocol.startsWith("http")) return;
  const worker = new URL("../service-worker.js", document.currentScript.src);

  // The first page, and all that it needs, was loaded before there was a worker.
  const tell = () => {
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    serviceWorker.controller?.postMessage({ loaded: [location.href, ...loaded] });
  };
  serviceWorker.addEventListener("controllerchange", tell);
  addEventListener("load", () => {
    // A window that may keep nothing, a private one for instance, has a reason to refuse.
    serviceWorker.register(worker).then(tell, () => {});
  });
})();
