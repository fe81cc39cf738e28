// One tab writes in a conversation. A second can only read, until it is told openly to take over.
const channel = new BroadcastChannel("what-matters-tabs");
const held = new Map(); // conversation: {letGo, tab}
let turn = Promise.resolve(); // a page that is drawn twice at once is one tab all the same

channel.addEventListener("message", async ({ data }) => {
  const mine = held.get(data.wanted);
  if (!mine) return;
  held.delete(data.wanted);
  await mine.tab.lose();
  mine.letGo();
});

/**
 * Hold a conversation in this tab.
 * @param {string} conversation
 * @param {{lose: () => Promise<void>}} tab what to do when another tab takes over: keep all, then only read
 * @returns {Promise<boolean>} false: another tab holds it
 */
const holdConversation = (conversation, tab) =>
  (turn = turn.then(() => {
    const mine = held.get(conversation);
    if (!mine) return request(conversation, { ifAvailable: true }, tab);
    mine.tab = tab;
    return true;
  }));

/** Ask the other tab to keep all it has and let go; take over in any case. @param {string} conversation */
async function takeOver(conversation) {
  channel.postMessage({ wanted: conversation });
  const tab = { lose: async () => {} };
  const patience = AbortSignal.timeout(3000);
  const given = await request(conversation, { signal: patience }, tab).catch(() => false);
  // The other tab does not answer: it was put to sleep, or it hangs.
  return given || request(conversation, { steal: true }, tab);
}

function request(conversation, how, tab) {
  return new Promise((resolve, reject) => {
    const use = (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise((letGo) => held.set(conversation, { letGo, tab })) : undefined;
    };
    navigator.locks.request(`visit:${conversation}`, how, use).catch((error) => {
      const mine = held.get(conversation);
      held.delete(conversation);
      mine?.tab.lose(); // stolen
      reject(error);
    });
  });
}

/**
 * Write in this form in one tab only; in any other it can be read, until that one takes over.
 * @param {HTMLFormElement} form @param {string} name what it holds @param {() => Promise<any>} end keep all there is
 * @returns {Promise<boolean>} whether it is this tab
 */
export async function writeHere(form, name, end = async () => {}) {
  const read = () => onlyRead(form, () => takeOver(name).then(() => location.reload()));
  const isHere = await holdConversation(name, { lose: () => end().then(read) });
  if (!isHere) read();
  return isHere;
}

/** Show that this conversation is open elsewhere, and let nothing be typed. @param {HTMLFormElement} form */
function onlyRead(form, onTake) {
  for (const field of form.elements) {
    if (field.tagName === "TEXTAREA") field.readOnly = true;
    else if (field.type !== "hidden" && !field.dataset.go) field.disabled = true;
  }
  const notice = document.getElementById("elsewhere-open").content.cloneNode(true);
  notice.querySelector("button").onclick = onTake;
  form.before(notice);
}
