// Starts the service worker, which keeps what was visited for readers without a network.
// Pages from a disk, and browsers without service workers, do without.
(() => {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !location.protocol.startsWith("http")) return;
  const worker = new URL("../service-worker.js", document.currentScript.src);

  // What was asked for before there was a worker went past it, and the last of that may
  // arrive when the worker has already taken over.
  const tell = (entries) => {
    const past = entries.filter((entry) => !entry.workerStart).map((entry) => entry.name);
    serviceWorker.controller?.postMessage({ loaded: [location.href, ...past] });
  };
  const tellAll = () => tell(performance.getEntriesByType("resource"));
  serviceWorker.addEventListener("controllerchange", tellAll);
  const observer = new PerformanceObserver((list) => tell(list.getEntries()));
  observer.observe({ type: "resource" });
  addEventListener("load", () => {
    // A window that may keep nothing, a private one for instance, has a reason to refuse.
    serviceWorker.register(worker).then(tellAll, () => {});
  });
})();
