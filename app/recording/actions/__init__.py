"""What can be done to a conversation: one action is one change, one actor, one audit event."""
