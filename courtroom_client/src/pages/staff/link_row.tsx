/** One seat's link: its state in words, and what the clerk may do with it. */
import { useTranslation } from "react-i18next";
import { courtTime } from "../../language/format";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import type { SeatLink } from "../../staff/seat_links";
import css from "./links_panel.module.css";

interface Props {
  readonly row: SeatLink;
  readonly zone: string;
  /** The address just made, or "". */
  readonly fresh: string;
  readonly busy: boolean;
  readonly over: boolean;
  /** Where their paper is; "": a screen gets none. */
  readonly paper: string;
  readonly make: () => void;
  readonly revoke: () => void;
}

const LIVE: readonly string[] = ["valid", "redeemed", "not_yet"];

export function LinkRow({ row, zone, fresh, busy, over, paper, make, revoke }: Props) {
  const { t } = useTranslation();
  const { name, state, revoked } = row;
  return (
    <li className={css["row"]}>
      <div>
        <p className={css["name"]}>{name}</p>
        <p className={css["quiet"]}>{t(`role.${row.role}`)}</p>
        {paper !== "" && (
          <a
            className={css["paper"]}
            href={paper}
            target="_blank"
            rel="noreferrer"
            aria-label={t("staff.links.paper_name", { name })}
          >
            {t("staff.links.paper")}
          </a>
        )}
      </div>
      <p className={css["state"]} data-state={revoked ? "revoked" : state}>
        {revoked ? t("staff.links.gone") : t(`staff.links.is.${state}`)}{" "}
        <When row={row} zone={zone} />
      </p>
      <div className={css["doors"]}>
        {!over && !revoked && (
          <Button
            small
            isDisabled={busy}
            aria-label={t("staff.links.make_name", { name })}
            onPress={make}
          >
            {t(busy ? "staff.links.making" : "staff.links.make")}
          </Button>
        )}
        {!revoked && LIVE.includes(state) && (
          <Button
            small
            look="danger"
            isDisabled={busy}
            aria-label={t("staff.links.revoke_name", { name })}
            onPress={revoke}
          >
            {t("staff.links.revoke")}
          </Button>
        )}
      </div>
      {fresh !== "" && <Fresh url={fresh} name={name} />}
    </li>
  );
}

function When({ row: { link, state, revoked }, zone }: { row: SeatLink; zone: string }) {
  const { t } = useTranslation();
  if (revoked || link === null) return null;
  if (state === "redeemed" && link.redeemed_at !== null)
    return <>({t("staff.links.since", { time: courtTime(link.redeemed_at, zone) })})</>;
  if (state !== "valid") return null;
  return <>({t("staff.links.until", { time: courtTime(link.valid_to, zone) })})</>;
}

function Fresh({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation();
  return (
    <div className={css["fresh"]} role="status">
      <p>{t("staff.links.fresh", { name })}</p>
      <p className={css["url"]}>
        <code>{url}</code>
      </p>
      <div className={css["doors"]}>
        <CopyButton text={url} label={t("staff.links.copy_name", { name })}>
          {t("staff.links.copy")}
        </CopyButton>
      </div>
    </div>
  );
}
