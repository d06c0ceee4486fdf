/** Adds the words of staff's pages to both catalogues, once those pages are loaded. */
import i18next from "i18next";
import { staff as en } from "./en/staff";
import { staff as vi } from "./vi/staff";

i18next.addResourceBundle("vi", "translation", { staff: vi }, true);
i18next.addResourceBundle("en", "translation", { staff: en }, true);
