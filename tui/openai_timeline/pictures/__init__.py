"""Pictures to take away: vector drawings of the record, made from the index alone. The same bytes on every run."""
