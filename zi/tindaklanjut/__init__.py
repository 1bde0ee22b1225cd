"""Follow-ups of every origin in one register: person, due date, state, closing evidence, re-check."""
