const goals = document.querySelector('#goals');
const plan = document.querySelector('#plan');
const log = document.querySelector('#log');

async function show(text) {
  // Where the app stands on another site, the reader is asked in the frame whether this page may hand over data.
  await goals.load(text);
  await plan.load(text, { readOnly: true });
  log.textContent = 'loaded';
}

document.querySelector('#file').addEventListener('change', async (event) => {
  try {
    await show(await event.target.files[0].text());
  } catch (error) {
    log.textContent = `${error.code}: ${error.message}`;
  }
});

goals.addEventListener('shizhu:saved', async (event) => {
  // An intranet page would send it to its own server here.
  localStorage.setItem('plan', event.detail.data);
  log.textContent = `kept ${event.detail.data.length} characters`;
  await plan.load(event.detail.data, { readOnly: true });
});

const kept = localStorage.getItem('plan');
if (kept) show(kept);
