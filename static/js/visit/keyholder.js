// In the service worker: keeps the key of a visit between one page and the next, in memory only.
// The worker runs this with importScripts or imports it; the page's side is in vault.js.
{
  const KEPT = 20_000;
  const WAIT = 500; // the next page may ask before the last one has let go
  let key = null;
  let asking = null;
  let end = () => {};

  const during = (event, time) => {
    end();
    event.waitUntil(
      new Promise((resolve) => {
        const timer = setTimeout(() => end(), time);
        end = () => {
          clearTimeout(timer);
          end = () => {};
          asking?.postMessage(key);
          key = asking = null;
          resolve();
        };
      }),
    );
  };

  addEventListener("message", (event) => {
    if (event.data?.visitKey === undefined) return;
    if (event.data.visitKey !== "give") {
      key = event.data.visitKey;
      if (asking || !key) end();
      else during(event, KEPT);
    } else if (key) {
      event.ports[0].postMessage(key);
      key = null;
      end();
    } else {
      during(event, WAIT);
      asking = event.ports[0];
    }
  });
}
