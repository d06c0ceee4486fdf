/** Which court's list is shown: chosen from all by typing its name. */
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { PublicCourt } from "../../api/public";
import select from "../../parts/select.module.css";
import css from "./public.module.css";

interface Props {
  readonly courts: readonly PublicCourt[];
  readonly chosen: PublicCourt | undefined;
  readonly choose: (id: string) => void;
}

export function CourtChoice({ courts, chosen, choose }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <ComboBox
        className={select["field"] ?? ""}
        defaultItems={courts}
        selectedKey={chosen?.id ?? null}
        onSelectionChange={(key) => {
          if (key !== null && key !== chosen?.id) choose(String(key));
        }}
        menuTrigger="focus"
        allowsEmptyCollection
      >
        <Label className={select["label"] ?? ""}>{t("public_list.court.label")}</Label>
        <Text slot="description" className={css["quiet"] ?? ""}>
          {t("public_list.court.hint")}
        </Text>
        <div className={css["combo"]}>
          <Input className={css["input"] ?? ""} />
          <Button className={css["open"] ?? ""} aria-label={t("public_list.court.show")}>
            <span aria-hidden>▾</span>
          </Button>
        </div>
        <Popover className={select["popover"] ?? ""}>
          <ListBox<PublicCourt>
            className={select["list"] ?? ""}
            renderEmptyState={() => (
              <p className={css["nothing"]}>{t("public_list.court.nothing")}</p>
            )}
          >
            {(court) => (
              <ListBoxItem className={select["item"] ?? ""} textValue={court.name}>
                {court.name}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {chosen === undefined && <p>{t("public_list.court.choose")}</p>}
    </>
  );
}
