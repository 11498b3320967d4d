// Sets the theme before anything is drawn, so that no screen flashes white. Kept on this device.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('evenkeel-theme');
  } catch {
    theme = null;
  }
  if (theme !== 'light' && theme !== 'dark' && theme !== 'dim') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.mantineColorScheme = theme === 'light' ? 'light' : 'dark';
})();
