/** A mail's plain text with its links made links. */
export function MailText({ text }: { text: string }) {
  const parts = text.trim().split(/(https?:\/\/\S+)/);
  return (
    <div className="mt-2 whitespace-pre-wrap break-words text-sm">
      {parts.map((part, index) =>
        // Every second part is a link: that is how split answers for a group.
        index % 2 === 1 ? (
          <a key={part} href={part} className="break-all text-link underline underline-offset-4">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
