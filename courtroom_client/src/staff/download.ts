/** Downloads that first make sure somebody is signed in: a browser saves refusals as files. */
import type { Problem } from "../api/http";
import { me } from "../api/staff";
import { asStaff } from "./signed_out";

/** Starts the download of `path`; what stands in its way. */
export async function download(path: string, name: string): Promise<Problem | null> {
  const known = await asStaff(me());
  if (!known.ok) return known.problem;
  const link = document.createElement("a");
  link.href = path;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  return null;
}
