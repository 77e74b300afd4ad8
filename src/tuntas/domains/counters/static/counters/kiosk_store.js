// What the kiosk remembers without network: its reserved numbers, and the tickets that the office does not know yet.
const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("kiosk", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("blocks", { keyPath: "id" });
    asked.result.createObjectStore("tickets", { keyPath: "key" });
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
opened.catch(() => {}); // without memory there are no numbers of its own: `take` says so

/** Run `work(blocks, tickets, keep)` in one transaction; resolves with what was kept, once it is on the disk. */
async function within(mode, work) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const turn = database.transaction(["blocks", "tickets"], mode, { durability: "strict" });
    let kept = null;
    turn.oncomplete = () => resolve(kept);
    turn.onerror = turn.onabort = () => reject(turn.error);
    work(turn.objectStore("blocks"), turn.objectStore("tickets"), (value) => (kept = value));
  });
}

const readAll = (name) =>
  within("readonly", (blocks, tickets, keep) => {
    const asked = { blocks, tickets }[name].getAll();
    asked.onsuccess = () => keep(asked.result);
  });

export const blocks = () => readAll("blocks");
export const unsent = async () => (await readAll("tickets")).filter((ticket) => !ticket.refused);

/** The next number of the kiosk's own, with the ticket written down in the same transaction: none is given twice. */
export const take = (letter, day, ticket) =>
  within("readwrite", (blocks, tickets, keep) => {
    const asked = blocks.getAll();
    asked.onsuccess = () => {
      // When the office is shut nobody gets a number, whether there is a network or not.
      const counts = (one) => one.day === day && (!one.until || Date.parse(ticket.at) < Date.parse(one.until));
      const fitting = asked.result.filter((one) => one.letter === letter && counts(one) && one.next <= one.last);
      const block = fitting.sort((one, other) => one.next - other.next)[0];
      if (!block) return;
      const number = block.next;
      blocks.put({ ...block, next: number + 1 });
      tickets.add({ ...ticket, block: block.id, number });
      keep({ letter, digit: block.digit, number, code: block.codes[number] });
    };
  });

/** The blocks that the office says we hold: new ones are added, others forgotten. */
export const hold = (added, held) =>
  within("readwrite", (blocks) => {
    const asked = blocks.getAllKeys();
    asked.onsuccess = () => {
      for (const key of asked.result) if (!held.includes(key)) blocks.delete(key);
      for (const block of added) blocks.add(block);
    };
  });

/** What the office keeps is forgotten; what it refused is not sent again, and not thrown away either. */
export const settle = (kept, refused) =>
  within("readwrite", (_blocks, tickets) => {
    for (const key of kept) tickets.delete(key);
    for (const key of refused) {
      const asked = tickets.get(key);
      asked.onsuccess = () => asked.result && tickets.put({ ...asked.result, refused: true });
    }
  });
