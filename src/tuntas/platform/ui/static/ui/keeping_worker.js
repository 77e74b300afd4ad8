// Answers for one page when the network does not. What it is for stands before these lines.
const name = prefix + release;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && pathname === page) event.respondWith(newest(event.request));
  else if (files.includes(pathname)) event.respondWith(kept(event.request));
});

async function fill() {
  const cache = await caches.open(name);
  await cache.addAll(files);
  const answer = await fetch(page);
  if (answer.ok) await cache.put(page, answer);
}

async function forgetOthers() {
  const names = await caches.keys();
  return Promise.all(names.filter((one) => one.startsWith(prefix) && one !== name).map((one) => caches.delete(one)));
}

/** From the network while there is one; whoever may not see the page any more, or is sent elsewhere, has none kept. */
async function newest(request) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    if (answer.ok) await cache.put(page, answer.clone());
    if (answer.status === 403 || answer.type === "opaqueredirect") await cache.delete(page);
    if (answer.status < 500) return answer;
  } catch {
    // no network: what was kept
  }
  return (await cache.match(page, { ignoreVary: true })) ?? Response.error();
}

async function kept(request) {
  const cache = await caches.open(name);
  return (await cache.match(request, { ignoreVary: true, ignoreSearch: true })) ?? fetch(request);
}
