/** The start of the pages. */
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { startLanguage } from "./language/language";
import "./styles/base.css";

const root = document.getElementById("root");
if (root !== null) {
  await startLanguage();
  createRoot(root).render(<App />);
}
