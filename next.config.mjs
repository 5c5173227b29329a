/** @type {import("next").NextConfig} */
export default {
  typedRoutes: true,
  // `npm test` checks types; nobody who starts the dashboard waits for that.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // forbidden() in pages: signed-in people without the admin role get a real 403.
  experimental: { authInterrupts: true },
  // Loaded by Node, not bundled: they look for files beside themselves, or for globals set by their parts.
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pg-copy-streams",
    "nodemailer",
    "@better-auth/passkey",
    "@peculiar/x509",
  ],
  turbopack: { root: import.meta.dirname },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
      ],
    },
    // Pages get theirs, with a nonce, in proxy.ts. What the API sends is data and runs nothing.
    {
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};
