/** How the pages are built: files of our own origin only, nothing inlined, so that the CSP can be strict. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    manifest: true, // which page loads what: benchmarks/client_size.py
    license: { fileName: "assets/licenses.txt" }, // of all that is bundled; goes wherever it goes
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
});
