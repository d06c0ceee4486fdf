/** What ids of a list are called. */
import type { Material, Named } from "../../../api/lists";

export function numberOf({ known }: Material, id: string): string {
  return known.find((one) => one.id === id)?.number ?? id;
}

export function nameOf(entries: readonly Named[], id: string): string {
  return entries.find((one) => one.id === id)?.name ?? id;
}

/** A sentence of the server with the names of whom it is about in place of the ids. */
export function named(sentence: string, about: readonly string[], material: Material): string {
  const known = [...material.people, ...material.rooms];
  return about.reduce((said, id) => said.replaceAll(id, nameOf(known, id)), sentence);
}
