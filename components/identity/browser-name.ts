/** "Chrome on macOS": enough to tell one's own devices apart. Null for what is no usual browser. */
export function browserName(userAgent: string): string | null {
  const browser = ["Edg", "Firefox", "Chrome", "Safari"].find((name) => userAgent.includes(`${name}/`));
  const system = ["iPhone", "iPad", "Android", "Mac OS X", "Windows", "Linux"].find((name) =>
    userAgent.includes(name),
  );
  const names: Record<string, string> = { Edg: "Edge", "Mac OS X": "macOS" };
  const parts = [browser, system].filter((part) => part !== undefined).map((part) => names[part] ?? part);
  return parts.join(" on ") || null;
}
