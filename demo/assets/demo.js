/**
 * What the page itself needs scripts for: the colours and the country that a visitor chose. Nothing of it is needed to
 * shop. It runs before anything is painted, so that a choice made before is there from the start.
 */
{
  const root = document.documentElement;
  root.classList.add('scripts');

  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // holds for this page then
    }
  };

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const theme = remembered('pina-theme');
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;

  const market = remembered('pina-market');
  const isSold = (market === 'US USD' || market === 'IL ILS') && root.dataset.markets.includes(market.slice(0, 2));
  if (isSold) root.dataset.market = market.slice(0, 2);

  /** Tells the shop, whose elements follow at once. */
  function sell([country, currency]) {
    const shop = document.querySelector('shuk-shop');
    root.dataset.market = country;
    shop.setAttribute('country', country);
    shop.setAttribute('currency', currency);
  }

  // The page is read, and the modules have not begun.
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;

    const country = document.querySelector('[data-market-choice]'); // a shop may sell in one country only
    if (country && root.dataset.market !== country.value.slice(0, 2)) {
      country.value = market;
      sell(market.split(' '));
    }
    country?.addEventListener('change', () => {
      remember('pina-market', country.value);
      sell(country.value.split(' '));
    });

    const colours = document.querySelector('[data-theme-choice]');
    const show = () => colours.setAttribute('aria-pressed', String(isDark()));
    show();
    dark.addEventListener('change', show);
    colours.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      remember('pina-theme', root.dataset.theme);
      show();
    });
  });
}
