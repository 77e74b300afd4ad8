// The steps that counters took without network, in their order, on the disk of this device. They hold no name.
const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("counter", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("steps", { keyPath: "place", autoIncrement: true });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
opened.catch(() => {});

async function within(mode, work) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const turn = database.transaction("steps", mode, { durability: "strict" });
    const asked = work(turn.objectStore("steps"));
    turn.oncomplete = () => resolve(asked?.result);
    turn.onerror = turn.onabort = () => reject(turn.error);
  });
}

export const add = (step) => within("readwrite", (steps) => steps.add(step));

export const all = () => within("readonly", (steps) => steps.getAll());

export const unsent = async (session) => (await all()).filter((step) => step.session === session);

export const forget = (places) =>
  within("readwrite", (steps) => {
    for (const place of places) steps.delete(place);
  });
