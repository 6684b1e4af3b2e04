"""Outside in: files, JSONL and HTML to Capture or Reject."""
