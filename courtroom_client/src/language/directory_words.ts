/** Adds the words of the directory's pages to both catalogues, once those pages are loaded. */
import i18next from "i18next";
import { directory as en } from "./en/directory";
import { directory as vi } from "./vi/directory";

i18next.addResourceBundle("vi", "translation", { directory: vi }, true);
i18next.addResourceBundle("en", "translation", { directory: en }, true);
