/** Adds the public list's words to both catalogues, once its page is loaded. */
import i18next from "i18next";
import { public_list as en } from "./en/public";
import { public_list as vi } from "./vi/public";

i18next.addResourceBundle("vi", "translation", { public_list: vi }, true);
i18next.addResourceBundle("en", "translation", { public_list: en }, true);
