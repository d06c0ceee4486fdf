/** Puts a text on the clipboard, and says whether that worked. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";

interface Props {
  readonly text: string;
  readonly children: string;
  readonly label?: string;
}

export function CopyButton({ text, children, label }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<"" | "staff.copied" | "staff.not_copied">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("staff.copied");
    } catch {
      setSaid("staff.not_copied"); // not HTTPS, or not allowed
    }
  };
  return (
    <>
      <Button
        small
        {...(label === undefined ? {} : { "aria-label": label })}
        onPress={() => void copy()}
      >
        {children}
      </Button>
      <span role="status">{said === "" ? "" : t(said)}</span>
    </>
  );
}
