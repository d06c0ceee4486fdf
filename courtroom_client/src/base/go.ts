/** Going to another page of ours without loading everything anew. */

/** Shows the page at `path`. `instead`: of this one, so that "back" does not lead here again. */
export function go(path: string, instead = false): void {
  if (instead) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}
