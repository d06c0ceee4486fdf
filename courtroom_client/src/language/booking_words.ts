/** Adds the editor's words to both catalogues, once it is loaded. */
import i18next from "i18next";
import { booking as en } from "./en/booking";
import { booking as vi } from "./vi/booking";

i18next.addResourceBundle("vi", "translation", { booking: vi }, true);
i18next.addResourceBundle("en", "translation", { booking: en }, true);
