/** How the pages are built: files of our own origin only, nothing inlined, so that the CSP can be strict. */
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** react-aria brings its few words in 34 languages, and Vietnamese is not among them: English for all. */
const WORDS =
  /\/react-(?:aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;
const oneLanguage: Plugin = {
  name: "one-language",
  enforce: "pre",
  load: (id) => (WORDS.test(id) ? 'export { default } from "./en-US.mjs";' : null),
};

export default defineConfig({
  plugins: [oneLanguage, react()],
  build: {
    assetsInlineLimit: 0,
    manifest: true, // which page loads what: benchmarks/client_size.py
    license: { fileName: "assets/licenses.txt" }, // of all that is bundled; goes wherever it goes
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
});
