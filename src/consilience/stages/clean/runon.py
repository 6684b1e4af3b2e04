"""Where a sentence ends that lost its full stop."""

def caption_end(*a): return None
def captions_without_cue(*a): return None
def list_end(*a): return None
