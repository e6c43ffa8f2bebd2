import { typeOf } from "../wire.js";
import { Button } from "./button.js";
import type { ElementProps } from "./element-props.js";
import { Image } from "./image.js";
import { MomentInput } from "./moment-input.js";
import { OptionGroup } from "./option-group.js";
import { Overflow } from "./overflow.js";
import { Select } from "./select.js";
import { TextInput } from "./text-input.js";
import { UnknownBlock } from "../blocks/unknown-block.js";

/** Draws any block element. */
export function Element(props: ElementProps) {
  switch (typeOf(props.element)) {
    case "button":
      return <Button {...props} />;
    case "overflow":
      return <Overflow {...props} />;
    case "image":
      return <Image wire={props.element} />;
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return <TextInput {...props} />;
    case "radio_buttons":
    case "checkboxes":
      return <OptionGroup {...props} />;
    case "static_select":
    case "external_select":
    case "users_select":
    case "multi_static_select":
    case "multi_external_select":
    case "multi_users_select":
      return <Select {...props} />;
    case "datepicker":
    case "timepicker":
      return <MomentInput {...props} />;
    default:
      return <UnknownBlock wire={props.element} />;
  }
}

/** Whether the element is a group of controls, which a `label` element cannot name. */
export function isGroup(type: string): boolean {
  return type === "radio_buttons" || type === "checkboxes";
}
