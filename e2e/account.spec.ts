import type { Page } from "@playwright/test";
import { ensureSetupLink } from "../lib/identity/setup-link.ts";
import { appUrl, expect, prisma, test } from "./fixtures/operators.ts";

/** A security key that always says yes, as a browser sees it. */
async function plugInPasskeyDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function openNewestMail(page: Page, email: string) {
  await page.goto("/outbox");
  const mail = page.getByRole("listitem").filter({ hasText: email }).first();
  await mail.getByRole("link").first().click();
}

test.describe("a dashboard without an administrator", () => {
  test("is set up once, by the link that was printed, opened at 127.0.0.1 as well", async ({ page }) => {
    await prisma().operator.deleteMany();
    const link = (await ensureSetupLink({ prisma: prisma(), appUrl })) ?? "";
    const email = "first@example.com";

    await page.goto(link.replace("localhost", "127.0.0.1"));
    await expect(page).toHaveURL(link);
    await page.getByLabel("Your name").fill("Grace Hopper");
    await page.getByLabel("Your e-mail address").fill(`${email.toUpperCase()} `);
    await page.getByRole("button", { name: "Continue" }).click();
    // The server may be loading its code for signing in at this moment.
    await expect(page).toHaveURL("/migrate", { timeout: 60_000 });

    await page.goto(link);
    await expect(page.getByText("set up already")).toBeVisible();
    await page.context().clearCookies();
    const again = await page.request.post("/api/setup", {
      headers: { origin: appUrl },
      data: { code: link.split("#")[1], name: "Eve", email: "eve@example.com" },
    });
    expect(again.status()).toBe(409);
    expect(await prisma().operator.findMany()).toMatchObject([
      { name: "Grace Hopper", email, role: "admin" },
    ]);
  });
});

test("a link brings an operator back to the page they wanted, once", async ({ page, operators }) => {
  const { email } = await operators.create();
  await page.goto("/settings/team?from=mail");
  await page.getByLabel("E-mail address").fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByText("a link is on its way")).toBeVisible();

  await openNewestMail(page, email);
  const link = page.url();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/settings/team?from=mail");

  await page.context().clearCookies();
  await page.goto("/outbox");
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("used already or has expired")).toBeVisible();
  await page.getByRole("link", { name: "Get a new link" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("an address nobody has gets the same answer", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill("nobody@example.com");
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
});

test("a passkey is added, signs in without a name, and is removed", async ({ signedInPage: page }) => {
  await plugInPasskeyDevice(page);
  await page.goto("/settings/account");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const passkeys = page.getByRole("list", { name: "Your passkeys" });
  await expect(passkeys.getByRole("listitem")).toHaveCount(1);

  await page.context().clearCookies();
  await page.goto("/sign-in?next=/settings/account");
  // The device takes what the address field suggests.
  await expect(page).toHaveURL("/settings/account");

  await page.context().clearCookies();
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await page.goto("/sign-in?next=/settings/account");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  // Until it is loaded, too: a press before that is nobody's.
  await page.waitForURL("/settings/account");

  await passkeys.getByRole("button").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("You have no passkey yet.")).toBeVisible();

  await page.goto("/audit");
  const events = page.getByRole("table", { name: "Audit events" }).getByRole("row");
  for (const change of ["added", "removed"]) {
    const event = events.filter({ hasText: `Operator passkey ${change}` }).first();
    await expect(event).toContainText("passkey: Chrome on Linux");
  }
});

test("a session in another browser is seen and ended, one's own is signed out", async ({
  page,
  operators,
  browser,
}) => {
  const operator = await operators.create();
  await operators.signIn(operator);
  const elsewhere = await browser.newContext({
    baseURL: appUrl,
    storageState: await page.context().storageState(),
  });
  await page.context().clearCookies();
  await operators.signIn(operator);

  await page.goto("/settings/account");
  const sessions = page.getByRole("list", { name: "Your sessions" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  expect((await elsewhere.request.get("/settings/account", { maxRedirects: 0 })).status()).toBe(200);
  await sessions
    .filter({ hasNotText: "This one" })
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await expect(sessions).toHaveCount(1);
  expect((await elsewhere.request.get("/settings/account", { maxRedirects: 0 })).status()).toBe(307);
  await elsewhere.close();

  await sessions.getByRole("button", { name: /^Sign out/ }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("an administrator invites another, who is in the list until they come", async ({
  signedInPage: page,
  browser,
}) => {
  const email = `grace-${Date.now()}@example.com`;
  await page.goto("/settings/team");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  const row = page.getByRole("row").filter({ hasText: email });
  await expect(row.getByText("Invited", { exact: true })).toBeVisible();

  const theirs = await (await browser.newContext({ baseURL: appUrl })).newPage();
  await openNewestMail(theirs, email);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await expect(theirs).toHaveURL("/migrate");
  await theirs.context().close();

  await page.reload();
  await expect(row).toBeVisible();
  await expect(row.getByText("Invited", { exact: true })).toBeHidden();
  await row.getByRole("button", { name: `Remove ${email}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
});

test("members get a plain refusal and a way out", async ({ page, operators }) => {
  await operators.signIn(await operators.create({ role: "member" }));
  await page.goto("/migrate");
  await expect(page.getByText("not an administrator")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("the outbox is nowhere for who comes through a tunnel", async ({ request }) => {
  const headers: Record<string, string>[] = [
    { "x-forwarded-for": "203.0.113.7" },
    { "x-forwarded-host": "tunnel.example.com" },
    { host: "tunnel.example.com" },
  ];
  expect((await request.get("/outbox")).status()).toBe(200);
  for (const header of headers)
    expect((await request.get("/outbox", { headers: header })).status()).toBe(404);
});
