import { NotHere } from "@/components/shell/not-here.tsx";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-4">
      <NotHere />
    </main>
  );
}
