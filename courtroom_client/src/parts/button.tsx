/** The one button of these pages. */
import { Button as AriaButton, type ButtonProps } from "react-aria-components";
import css from "./button.module.css";

interface Props extends Omit<ButtonProps, "className" | "style"> {
  readonly look?: "plain" | "primary" | "danger";
  readonly small?: boolean;
  readonly "aria-keyshortcuts"?: string;
}

export function Button({ look = "plain", small = false, ...rest }: Props) {
  const classes = [css.button, look === "plain" ? "" : css[look], small ? css.small : ""];
  return <AriaButton {...rest} className={classes.filter(Boolean).join(" ")} />;
}
