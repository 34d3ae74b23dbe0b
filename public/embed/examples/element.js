const first = document.querySelector('#first');
const log = document.querySelector('#log');
document.querySelector('#dark').addEventListener('click', () => first.set({ theme: 'dark' }));
document.querySelector('#goals').addEventListener('click', () => first.navigate('p/1'));
first.addEventListener('shizhu:navigated', (event) => { log.textContent = event.detail.page; });
