/** Adds the words of the calendar and the editor to both catalogues, once a page is loaded. */
import i18next from "i18next";
import { calendar as en } from "./en/calendar";
import { calendar as vi } from "./vi/calendar";

i18next.addResourceBundle("vi", "translation", { calendar: vi }, true);
i18next.addResourceBundle("en", "translation", { calendar: en }, true);
