import { z } from "zod";
import { confirmSignIn } from "@/lib/identity/confirm-sign-in.ts";
import { publicRoute } from "@/lib/identity/public-route.ts";

const input = z.object({ token: z.string().min(1, "The link is incomplete.").max(200) });

export const POST = publicRoute(async ({ request, readJson }) => {
  const { token } = await readJson(input);
  await confirmSignIn(token, request.headers);
});
