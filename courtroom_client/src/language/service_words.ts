/** Adds the words of service to both catalogues, once one of its pages is loaded. */
import i18next from "i18next";
import { service as en } from "./en/service";
import { service as vi } from "./vi/service";

i18next.addResourceBundle("vi", "translation", { service: vi }, true);
i18next.addResourceBundle("en", "translation", { service: en }, true);
