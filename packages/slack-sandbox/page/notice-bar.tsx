interface NoticeBarProps {
  readonly text: string;
  readonly onDismiss: () => void;
}

/** What went wrong last, in the words that Slack's client would use. */
export function NoticeBar({ text, onDismiss }: NoticeBarProps) {
  return (
    <div className="notice" role="alert">
      <span className="notice-sign" aria-hidden="true">
        !
      </span>
      <span className="notice-text">{text}</span>
      <button
        type="button"
        className="dialog-close"
        aria-label="Dismiss notice"
        onClick={onDismiss}
      >
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
