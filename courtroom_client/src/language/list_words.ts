/** Adds the listing page's words to both catalogues, once that page is loaded. */
import i18next from "i18next";
import { lists as en } from "./en/lists";
import { lists as vi } from "./vi/lists";

i18next.addResourceBundle("vi", "translation", { lists: vi }, true);
i18next.addResourceBundle("en", "translation", { lists: en }, true);
